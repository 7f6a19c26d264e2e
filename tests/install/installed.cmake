# Installs what was built into a scratch folder, and has a project of its own find the library there and use it.
#
# cmake -DSOURCE=<the project> -DBUILD=<its build folder> -DSCRATCH=<a folder of the test's own> -DCOMPILER=<C++ compiler>
#       -DFLAGS=<its flags> -DTYPE=<the type of build> -P installed.cmake
function(run)
    execute_process(COMMAND ${ARGN} OUTPUT_VARIABLE output ERROR_VARIABLE output RESULT_VARIABLE status)
    if(NOT status EQUAL 0)
        list(JOIN ARGN " " command)
        message(FATAL_ERROR "${command}\n${output}")
    endif()
    set(output ${output} PARENT_SCOPE)
endfunction()

file(REMOVE_RECURSE ${SCRATCH})
set(prefix ${SCRATCH}/prefix)
set(consumer ${SCRATCH}/consumer)
run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${prefix})
run(${CMAKE_COMMAND} -S ${CMAKE_CURRENT_LIST_DIR}/consumer -B ${consumer} -G Ninja -DCMAKE_PREFIX_PATH=${prefix}
    -DCMAKE_CXX_COMPILER=${COMPILER} "-DCMAKE_CXX_FLAGS=${FLAGS}"
    -DCMAKE_BUILD_TYPE=${TYPE})
run(${CMAKE_COMMAND} --build ${consumer})

run(${consumer}/consumer ${SOURCE}/data/2020.json)
if(NOT output MATCHES "^90[.]6090222222222")
    message(FATAL_ERROR "the consumer does not compute Beijing's 90.609 but ${output}")
endif()
run(${prefix}/bin/iiindex --version)

file(GLOB headers RELATIVE ${SOURCE}/include ${SOURCE}/include/iiindex/*.hpp)
foreach(header IN LISTS headers ITEMS iiindex/version.hpp)
    if(NOT EXISTS ${prefix}/include/${header})
        message(SEND_ERROR "${header} is not installed")
    endif()
endforeach()

# Every link of the installed guides leads to something that is installed.
file(GLOB_RECURSE guides ${prefix}/share/doc/*.md)
foreach(guide IN LISTS guides)
    get_filename_component(folder ${guide} DIRECTORY)
    file(READ ${guide} text)
    string(REPLACE "](" "link:" text "${text}")
    string(REGEX MATCHALL "link:[^)# ]+" links "${text}")
    foreach(link IN LISTS links)
        string(SUBSTRING "${link}" 5 -1 link)
        if(NOT link MATCHES "^https?:" AND NOT EXISTS ${folder}/${link})
            message(SEND_ERROR "${guide} links to ${link}, which is not installed")
        endif()
    endforeach()
endforeach()
