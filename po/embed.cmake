# Writes a compiled catalogue as a source.
#
# cmake -DCATALOGUE=<.mo file> -DOUT=<.cpp file> -P embed.cmake
file(READ ${CATALOGUE} bytes HEX)
string(REGEX REPLACE "(................................................................)" "\\1\n" bytes "${bytes}")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
file(
    WRITE ${OUT}
    "#include \"ground/catalogue_bytes.hpp\"

namespace iiindex::detail {
namespace {

constexpr unsigned char bytes[] = {
${bytes}};

}  // namespace

std::string_view chinese_catalogue() { return {reinterpret_cast<const char*>(bytes), sizeof bytes}; }

}  // namespace iiindex::detail
")
