# Holds the layout of the sources: as .clang-format says, by clang-format 14, whose successors lay some lines out otherwise.
#
# cmake -DSOURCE=<the project> -P format.cmake
find_program(CLANG_FORMAT NAMES clang-format-14 clang-format)
set(version "none")
if(CLANG_FORMAT)
    execute_process(COMMAND ${CLANG_FORMAT} --version OUTPUT_VARIABLE version)
endif()
if(NOT version MATCHES "version 14[.]")
    message("skipped: clang-format 14 is not installed")
    return()
endif()

set(sources)
foreach(folder include src tests)
    file(GLOB_RECURSE found ${SOURCE}/${folder}/*.cpp ${SOURCE}/${folder}/*.hpp)
    list(APPEND sources ${found})
endforeach()
execute_process(COMMAND ${CLANG_FORMAT} --dry-run -Werror ${sources} ERROR_VARIABLE faults RESULT_VARIABLE status)
if(NOT status EQUAL 0)
    message(FATAL_ERROR "${faults}\nto mend it: clang-format -i FILE")
endif()
