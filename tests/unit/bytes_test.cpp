#include "catch.hpp"

#include <cstdio>
#include <memory>
#include <string>

#include <iiindex/bytes.hpp>

using namespace iiindex;

namespace {

const std::string text(std::size_t{1} << 20, 'x');

Bytes mapped_text() {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::tmpfile(), std::fclose);
    REQUIRE(std::fwrite(text.data(), 1, text.size(), file.get()) == text.size());
    REQUIRE(std::fflush(file.get()) == 0);
    return Bytes::map(fileno(file.get()), text.size());
}

}  // namespace

TEST_CASE("a mapped file reads the same after its memory has been given back, and outlives its descriptor") {
    const Bytes bytes = mapped_text();
    const Bytes copy = bytes;
    CHECK(bytes.view() == text);
    bytes.release(bytes.view().substr(5000));
    CHECK(bytes.view() == text);
    CHECK(copy.view().data() == bytes.view().data());
}

TEST_CASE("memory that is not the file's is not given back") {
    const Bytes bytes = mapped_text();
    const Bytes own(text);
    bytes.release(own);
    own.release(own);
    CHECK(own.view() == text);
}

TEST_CASE("nothing has no bytes") {
    CHECK(Bytes().empty());
    CHECK(Bytes(std::string()).view().empty());
}
