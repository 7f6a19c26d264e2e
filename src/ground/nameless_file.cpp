#include "ground/nameless_file.hpp"

#include <fcntl.h>
#include <unistd.h>

namespace iiindex::detail {

int open_nameless(const std::filesystem::path& folder) {
    const int descriptor = open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (descriptor < 0 || access(reached_by(descriptor).c_str(), W_OK) == 0) return descriptor;
    close(descriptor);
    return -1;
}

std::string reached_by(int descriptor) { return "/proc/self/fd/" + std::to_string(descriptor); }

}  // namespace iiindex::detail
