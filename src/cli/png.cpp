#include "cli/png.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>

#include "cli/command.hpp"

extern char** environ;

namespace iiindex::cli {
namespace {

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

[[noreturn]] void fail(int error) {
    throw OutputError(fmt::format("a PNG could not be made: {}", std::strerror(error)));
}

/// A file without a name that is gone once it is closed.
File temporary() {
    File file(std::tmpfile(), std::fclose);
    if (!file) fail(errno);
    return file;
}

/// What is passed to the child: `in` as its standard input, `out` as its standard output.
class Redirection {
public:
    Redirection(int in, int out) {
        posix_spawn_file_actions_init(&actions_);
        posix_spawn_file_actions_adddup2(&actions_, in, STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&actions_, out, STDOUT_FILENO);
    }
    ~Redirection() { posix_spawn_file_actions_destroy(&actions_); }
    Redirection(const Redirection&) = delete;
    Redirection& operator=(const Redirection&) = delete;

    const posix_spawn_file_actions_t* get() const { return &actions_; }

private:
    posix_spawn_file_actions_t actions_;
};

void convert(int in, int out) {
    std::array<std::string, 5> words = {"rsvg-convert", "--format", "png", "--zoom", "2"};
    std::array<char*, 6> arguments{};
    for (std::size_t i = 0; i < words.size(); ++i) arguments[i] = words[i].data();
    pid_t child = 0;
    const Redirection redirection(in, out);
    const int error = posix_spawnp(&child, words[0].c_str(), redirection.get(), nullptr, arguments.data(), environ);
    if (error == ENOENT) {
        throw OutputError(
            "a PNG is made by rsvg-convert, which is not installed (Debian: librsvg2-bin); write .svg instead");
    }
    if (error != 0) fail(error);
    int status = 0;
    while (waitpid(child, &status, 0) < 0) {
        if (errno != EINTR) fail(errno);
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        throw OutputError("a PNG could not be made: rsvg-convert failed");
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
    if (bytes.empty()) throw OutputError("a PNG could not be made: rsvg-convert wrote nothing");
    return bytes;
}

}  // namespace iiindex::cli
