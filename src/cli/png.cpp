#include "cli/png.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/program.hpp"

namespace iiindex::cli {
namespace {

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

[[noreturn]] void fail(int error) { throw OutputError(said("a PNG could not be made: {}", std::strerror(error))); }

/// A file without a name that is gone once it is closed.
File temporary() {
    File file(std::tmpfile(), std::fclose);
    if (!file) fail(errno);
    return file;
}

void convert(int in, int out) {
    switch (run_program({"rsvg-convert", "--format", "png", "--zoom", "2"}, in, out)) {
        case Ran::done: return;
        case Ran::absent:
            throw OutputError(said(
                "a PNG is made by rsvg-convert, which is not installed (Debian: librsvg2-bin); write .svg instead"));
        case Ran::failed: throw OutputError(said("a PNG could not be made: rsvg-convert failed"));
    }
}

std::string read_all(std::FILE* file) {
    std::rewind(file);
    std::string bytes;
    std::array<char, 65536> block;
    while (const std::size_t count = std::fread(block.data(), 1, block.size(), file)) bytes.append(block.data(), count);
    return bytes;
}

}  // namespace

std::string png_of(const std::string& svg) {
    const File in = temporary();
    const File out = temporary();
    if (std::fwrite(svg.data(), 1, svg.size(), in.get()) != svg.size() || std::fflush(in.get()) != 0) fail(errno);
    std::rewind(in.get());
    convert(fileno(in.get()), fileno(out.get()));
    std::string bytes = read_all(out.get());
    if (bytes.empty()) throw OutputError(said("a PNG could not be made: rsvg-convert wrote nothing"));
    return bytes;
}

}  // namespace iiindex::cli
