# Writes the texts of the sources that are marked for the catalogue (src/ground/catalogue.hpp) as a template.
#
# cmake -DXGETTEXT=<xgettext> -DSOURCE=<the project> -DOUT=<.pot file> -P extract.cmake
file(GLOB_RECURSE sources RELATIVE ${SOURCE} ${SOURCE}/src/*.cpp ${SOURCE}/src/*.hpp)
list(SORT sources)
execute_process(
    COMMAND ${XGETTEXT} --language=C++ --from-code=UTF-8 --keyword --keyword=said:1 --keyword=worded:2
            --keyword=translated:1 --keyword=marked:1 --package-name=iiindex --no-wrap --add-location=file
            --sort-by-file -o ${OUT} ${sources}
    WORKING_DIRECTORY ${SOURCE} COMMAND_ERROR_IS_FATAL ANY)
