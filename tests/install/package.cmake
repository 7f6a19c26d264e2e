# Makes the Debian package, lays it out in a fresh root, and computes the index of 2020 with what lies there alone.
#
# cmake -DBUILD=<the build folder> -DSCRATCH=<a folder of the test's own> -P package.cmake
function(run)
    execute_process(COMMAND ${ARGN} OUTPUT_VARIABLE output ERROR_VARIABLE errors RESULT_VARIABLE status)
    if(NOT status EQUAL 0)
        list(JOIN ARGN " " command)
        message(FATAL_ERROR "${command}\n${output}\n${errors}")
    endif()
    set(output ${output} PARENT_SCOPE)
endfunction()

find_program(dpkg_deb dpkg-deb)
find_program(shlibdeps dpkg-shlibdeps)
find_program(kind_of file)
if(NOT dpkg_deb OR NOT shlibdeps OR NOT kind_of)
    message("skipped: no dpkg-deb, dpkg-shlibdeps or file")
    return()
endif()

get_filename_component(tools ${CMAKE_COMMAND} DIRECTORY)
file(REMOVE_RECURSE ${SCRATCH})
run(${tools}/cpack --config ${BUILD}/CPackConfig.cmake -G DEB -B ${SCRATCH})
file(GLOB package ${SCRATCH}/iiindex_*.deb)
list(LENGTH package count)
if(NOT count EQUAL 1)
    message(FATAL_ERROR "one package, not '${package}'")
endif()

run(${dpkg_deb} --field ${package} Depends)
foreach(library libc6 libtbb12 libzip4 libxlsxwriter coinor-libclp)
    if(NOT output MATCHES ${library})
        message(SEND_ERROR "the package does not ask for ${library}: ${output}")
    endif()
endforeach()

set(root ${SCRATCH}/root)
run(${dpkg_deb} --extract ${package} ${root})
foreach(file bin/iiindex share/man/man1/iiindex.1 share/man/man1/iiindex-compute.1
             share/man/zh_CN/man1/iiindex-compute.1
             share/bash-completion/completions/iiindex share/doc/iiindex/README.md share/doc/iiindex/docs/tutorial.md
             share/doc/iiindex/LICENSE)
    if(NOT EXISTS ${root}/usr/${file})
        message(SEND_ERROR "the package has no ${file}")
    endif()
endforeach()
if(EXISTS ${root}/usr/include)
    message(SEND_ERROR "the package of the program has headers")
endif()
run(env -i ${root}/usr/bin/iiindex compute ${root}/usr/share/doc/iiindex/data/2020.json -f csv --top 1)
if(NOT output MATCHES "90[.]6090222222222")
    message(FATAL_ERROR "the installed program does not compute Beijing's 90.609 but ${output}")
endif()
