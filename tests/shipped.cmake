# What is tried of the program as it is shipped: a sanitizer needs more address space than it is left there, or would only
# make other programs be waited for again.

# The command-line cases are named by their folders.
file(GLOB cases LIST_DIRECTORIES true CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_SOURCE_DIR}/cli/cases cli/cases/*)
foreach(case IN LISTS cases)
    add_test(NAME "case: ${case}" COMMAND cli_tests [case] -c ${case})
endforeach()

# The examples of the README and the guides.
add_executable(docs_tests docs/guides_test.cpp)
target_link_libraries(docs_tests PRIVATE test_main)
target_precompile_headers(docs_tests REUSE_FROM test_main)
add_dependencies(docs_tests iiindex_cli)
file(GLOB guides CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/README.md
     ${PROJECT_SOURCE_DIR}/docs/*.md)
foreach(guide IN LISTS guides)
    add_test(NAME "guide: ${guide}" COMMAND docs_tests -c ${guide})
endforeach()

# Each public header is whole by itself.
file(GLOB headers CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/include/iiindex/*.hpp)
set(alone)
foreach(header IN LISTS headers)
    get_filename_component(name ${header} NAME_WE)
    file(CONFIGURE OUTPUT alone/${name}.cpp CONTENT "#include <iiindex/${name}.hpp>\n")
    list(APPEND alone ${CMAKE_CURRENT_BINARY_DIR}/alone/${name}.cpp)
endforeach()
add_library(headers_alone OBJECT ${alone})
target_compile_options(headers_alone PRIVATE -O0 -g0)
target_link_libraries(headers_alone PRIVATE iiindex iiindex_warnings)

# The method that the guide adds compiles where the guide puts it.
set(guide ${PROJECT_SOURCE_DIR}/docs/method.md)
set(table ${PROJECT_SOURCE_DIR}/src/engine/methods/aggregation.cpp)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${guide} ${table})
file(READ ${guide} section)
file(READ ${table} with_method)
string(REGEX REPLACE ".*\n## 9\\. Adding a method" "" section "${section}")
set(begin "constexpr std::array aggregation_rows = {\n")
foreach(step functions functions functions row)
    string(REGEX MATCH "```cpp\n([^`]+)```(.*)" block "${section}")
    set(code "${CMAKE_MATCH_1}")
    set(section "${CMAKE_MATCH_2}")
    string(FIND "${with_method}" "${begin}" place)
    if(code STREQUAL "" OR place EQUAL -1)
        message(FATAL_ERROR "no ${step} in section 9 of ${guide}, or no place for them in ${table}")
    endif()
    if(step STREQUAL functions)
        string(REPLACE "${begin}" "${code}\n${begin}" with_method "${with_method}")
    else()
        string(REPLACE "${begin}" "${begin}${code}\n" with_method "${with_method}")
    endif()
endforeach()
file(CONFIGURE OUTPUT guide/aggregation.cpp CONTENT "${with_method}" @ONLY)
add_library(guide_method OBJECT ${CMAKE_CURRENT_BINARY_DIR}/guide/aggregation.cpp)
target_include_directories(guide_method PRIVATE ${PROJECT_SOURCE_DIR}/src)
target_compile_options(guide_method PRIVATE -O0 -g0)
target_link_libraries(guide_method PRIVATE iiindex iiindex_warnings)

# The installed library, as another project uses it.
add_test(
    NAME install
    COMMAND
        ${CMAKE_COMMAND} -DSOURCE=${PROJECT_SOURCE_DIR} -DBUILD=${PROJECT_BINARY_DIR}
        -DSCRATCH=${CMAKE_CURRENT_BINARY_DIR}/install -DCOMPILER=${CMAKE_CXX_COMPILER} -DFLAGS=${CMAKE_CXX_FLAGS}
        -DTYPE=${CMAKE_BUILD_TYPE} -P ${CMAKE_CURRENT_SOURCE_DIR}/install/installed.cmake)

add_test(NAME package COMMAND ${CMAKE_COMMAND} -DBUILD=${PROJECT_BINARY_DIR}
                              -DSCRATCH=${CMAKE_CURRENT_BINARY_DIR}/package -P
                              ${CMAKE_CURRENT_SOURCE_DIR}/install/package.cmake)
set_tests_properties(package PROPERTIES SKIP_REGULAR_EXPRESSION "skipped: ")

# A test in Python; skipped, with the reason, where there is none. Long ones begin first, so that the short ones fill what
# is left of the time.
function(add_python_test name python script)
    if(${python})
        add_test(NAME ${name} COMMAND ${${python}} ${CMAKE_CURRENT_SOURCE_DIR}/${script} ${ARGN})
    else()
        add_test(NAME ${name} COMMAND ${CMAKE_COMMAND} -E echo "skipped: no python3")
    endif()
    set_tests_properties(${name} PROPERTIES SKIP_REGULAR_EXPRESSION "skipped:" COST 100)
endfunction()

# A Python that was installed by hand does not have the system's selenium, nor need the system's have the engines.
find_program(IIINDEX_PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH)
find_program(IIINDEX_PYTHON python3)
find_program(IIINDEX_SQL_PYTHON python3)

# What the program is tried with: its file, the project, a folder of the test's own.
set(program $<TARGET_FILE:iiindex_cli> ${PROJECT_SOURCE_DIR})
set(own ${CMAKE_CURRENT_BINARY_DIR})

add_python_test(guides IIINDEX_PYTHON house/guides.py ${PROJECT_SOURCE_DIR})
add_python_test(names IIINDEX_PYTHON house/names.py ${PROJECT_SOURCE_DIR})
add_python_test(browser IIINDEX_PYTHON browser/report_test.py ${program} ${own}/browser)
# The real program killed, without room, rights, memory, and with inputs that change.
add_python_test(faults IIINDEX_PYTHON faults/faults_test.py ${program} ${own}/faults)
# What is promised of strangers' files.
add_python_test(security IIINDEX_PYTHON security/security_test.py ${program} ${own}/security)

# Random indices, years and replicates, computed a second time from the guides alone.
add_python_test(method IIINDEX_PYTHON method/method_test.py ${program} ${own}/method)
add_python_test("method: change" IIINDEX_PYTHON method/change_test.py ${program} ${own}/method-change)
add_python_test("method: left out" IIINDEX_PYTHON method/left_out_test.py ${program} ${own}/method-left-out)

# What spreadsheets write, and the workbook that computes, as LibreOffice computes it; each skipped where it is not
# installed. A spreadsheet runs once at a time.
foreach(writer openpyxl ssconvert libreoffice)
    add_python_test("workbooks: ${writer}" IIINDEX_PYTHON spreadsheets/workbooks_test.py ${writer} ${program}
                    ${own}/workbooks-${writer})
    set_tests_properties("workbooks: ${writer}" PROPERTIES RESOURCE_LOCK ${writer})
endforeach()
add_python_test("workbooks: live" IIINDEX_PYTHON spreadsheets/live_test.py ${program} ${own}/workbooks-live)
set_tests_properties("workbooks: live" PROPERTIES RESOURCE_LOCK libreoffice)

# Queries that engines run, each skipped where it is not installed, and those that a parser reads.
foreach(engine spark clickhouse duckdb sqlite postgres)  # which takes longest begins first
    add_python_test("sql: ${engine}" IIINDEX_SQL_PYTHON sql/queries_test.py ${engine} ${program} ${own}/sql-${engine})
    set_tests_properties("sql: ${engine}" PROPERTIES TIMEOUT 1500 COST 200)
endforeach()
add_python_test("sql: grammar" IIINDEX_SQL_PYTHON sql/grammar_test.py ${program} ${own}/sql-grammar)

# The order of the rooms.
get_directory_property(rooms DIRECTORY ${PROJECT_SOURCE_DIR}/src DEFINITION IIINDEX_ROOMS)
list(JOIN rooms "," rooms)
add_test(NAME rooms COMMAND ${CMAKE_COMMAND} -DSOURCE=${PROJECT_SOURCE_DIR} -DROOMS=${rooms} -P
                            ${CMAKE_CURRENT_SOURCE_DIR}/house/rooms.cmake)

add_test(NAME format COMMAND ${CMAKE_COMMAND} -DSOURCE=${PROJECT_SOURCE_DIR} -P
                             ${CMAKE_CURRENT_SOURCE_DIR}/house/format.cmake)
set_tests_properties(format PROPERTIES SKIP_REGULAR_EXPRESSION "skipped: ")

add_test(NAME catalogue COMMAND ${CMAKE_COMMAND} -DSOURCE=${PROJECT_SOURCE_DIR} -DXGETTEXT=${IIINDEX_XGETTEXT}
                                -DMSGCMP=${IIINDEX_MSGCMP} -DOUT=${CMAKE_CURRENT_BINARY_DIR}/catalogue.pot -P
                                ${CMAKE_CURRENT_SOURCE_DIR}/house/catalogue.cmake)
set_tests_properties(catalogue PROPERTIES SKIP_REGULAR_EXPRESSION "skipped: ")
