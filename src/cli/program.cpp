#include "cli/program.hpp"

#include <cerrno>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace iiindex::cli {
namespace {

/// What is passed to the child: `in` as its standard input, `out` as its standard output.
class Redirection {
public:
    Redirection(int in, int out) {
        posix_spawn_file_actions_init(&actions_);
        posix_spawn_file_actions_adddup2(&actions_, in, STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&actions_, out, STDOUT_FILENO);
        posix_spawn_file_actions_addopen(&actions_, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    }
    ~Redirection() { posix_spawn_file_actions_destroy(&actions_); }
    Redirection(const Redirection&) = delete;
    Redirection& operator=(const Redirection&) = delete;

    const posix_spawn_file_actions_t* get() const { return &actions_; }

private:
    posix_spawn_file_actions_t actions_;
};

}  // namespace

Ran run_program(std::vector<std::string> words, int in, int out) {
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    pid_t child = 0;
    const Redirection redirection(in, out);
    const int error = posix_spawnp(&child, arguments.front(), redirection.get(), nullptr, arguments.data(), environ);
    if (error == ENOENT) return Ran::absent;
    if (error != 0) return Ran::failed;
    int status = 0;
    while (waitpid(child, &status, 0) < 0) {
        if (errno != EINTR) return Ran::failed;
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? Ran::done : Ran::failed;
}

}  // namespace iiindex::cli
