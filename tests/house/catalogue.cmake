# Holds the catalogue to the sources: every marked text is in it and translated, and it has no others.
#
# cmake -DSOURCE=<the project> -DXGETTEXT=<xgettext> -DMSGCMP=<msgcmp> -DOUT=<a .pot file of the test's own> -P catalogue.cmake
if(NOT XGETTEXT OR NOT MSGCMP)
    message("skipped: xgettext or msgcmp is not installed")
    return()
endif()
execute_process(COMMAND ${CMAKE_COMMAND} -DXGETTEXT=${XGETTEXT} -DSOURCE=${SOURCE} -DOUT=${OUT} -P
                        ${SOURCE}/po/extract.cmake COMMAND_ERROR_IS_FATAL ANY)
file(GLOB catalogues ${SOURCE}/po/*.po)
foreach(catalogue IN LISTS catalogues)
    # A text that no source has is but a warning.
    execute_process(COMMAND ${MSGCMP} ${catalogue} ${OUT} ERROR_VARIABLE faults RESULT_VARIABLE status)
    file(STRINGS ${catalogue} obsolete REGEX "^#~")
    if(NOT status EQUAL 0 OR faults OR obsolete)
        list(JOIN obsolete "\n" obsolete)
        message(SEND_ERROR "${faults}${obsolete}\nto mend it: the target 'catalogue', then translate in ${catalogue}")
    endif()
endforeach()
