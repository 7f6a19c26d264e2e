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
# The places of texts are fmt's: a % in one is a per cent sign, not one of C's.
file(READ ${OUT} texts)
string(REPLACE "#, c-format\n" "" texts "${texts}")
string(REGEX REPLACE "\"POT-Creation-Date:[^\n]*\n" "" texts "${texts}")
file(WRITE ${OUT} "${texts}")
