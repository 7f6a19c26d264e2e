#include "cli/replacement.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <functional>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <fmt/format.h>

#include <iiindex/text.hpp>

#include "ground/nameless_file.hpp"

namespace iiindex::cli {
namespace {

namespace fs = std::filesystem;

constexpr int most_names = 100;  // as many runs as may write one output at the same moment

/// Where a path leads, through links that may lead nowhere yet.
std::string target_of(const std::string& path) {
    constexpr int most_links = 40;  // as many as the system follows
    fs::path target = path;
    std::error_code error;
    for (int i = 0; i < most_links; ++i) {
        const fs::path next = fs::read_symlink(target, error);
        if (error) return target.string();
        target = target.parent_path() / next;
    }
    throw unwritten(path, ELOOP);
}

bool lock(int descriptor) { return flock(descriptor, LOCK_EX | LOCK_NB) == 0; }

/// Whether the path names the open file.
bool names(const std::string& path, int descriptor) {
    struct stat named {};
    struct stat opened {};
    return lstat(path.c_str(), &named) == 0 && fstat(descriptor, &opened) == 0 && named.st_dev == opened.st_dev &&
           named.st_ino == opened.st_ino;
}

/// Removes a file that no run holds locked; whether the name is free now.
bool remove_abandoned(const std::string& name) {
    const int descriptor = open(name.c_str(), O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0) return errno == ENOENT;
    const bool removed = lock(descriptor) && names(name, descriptor) && unlink(name.c_str()) == 0;
    close(descriptor);
    return removed;
}

std::string folder_of(const std::string& path) {
    const std::string parent = fs::path(path).parent_path().string();
    return parent.empty() ? "." : parent;
}

}  // namespace

OutputError unwritten(const std::string& path, std::string_view reason) {
    return OutputError(said("{} could not be written: {}", printable(path), reason));
}

OutputError unwritten(const std::string& path, int error) { return unwritten(path, std::strerror(error)); }

std::string name_beside(const std::string& target, int number) {
    const std::size_t code = std::hash<std::string>{}(fs::path(target).filename().string());
    return fmt::format("{}/.iiindex-{:x}-{}", folder_of(target), code, number);
}

Replacement::Replacement(std::string path) : path_(std::move(path)), target_(target_of(path_)) {
    struct stat status {};
    const bool replaces = stat(target_.c_str(), &status) == 0;
    if (replaces && faccessat(AT_FDCWD, target_.c_str(), W_OK, AT_EACCESS) != 0) throw unwritten(path_, errno);
    descriptor_ = detail::open_nameless(folder_of(target_));
    if (descriptor_ >= 0) {
        lock(descriptor_);  // where nothing can be locked, nothing is taken for abandoned
    } else {
        name([this](const std::string& free) { return create(free); });
        removed_at_signal_.emplace(name_);
    }
    take_over(replaces ? &status : nullptr);
}

Replacement::~Replacement() {
    if (!name_.empty()) unlink(name_.c_str());
    if (descriptor_ >= 0) close(descriptor_);
}

void Replacement::put_in_place() {
    if (fsync(descriptor_) != 0) throw unwritten(path_, errno);
    if (name_.empty()) name([this](const std::string& free) { return link(free); });
    removed_at_signal_.reset();
    if (std::rename(name_.c_str(), target_.c_str()) != 0) throw unwritten(path_, errno);
    name_.clear();
}

void Replacement::name(const std::function<bool(const std::string&)>& take) {
    for (int i = 0; i < most_names;) {
        const std::string free = name_beside(target_, i);
        if (take(free)) {
            name_ = free;
            return;
        }
        if (errno != EEXIST) break;
        if (!remove_abandoned(free)) ++i;
    }
    throw unwritten(path_, said("folder '{}': {}", printable(folder_of(target_)), std::strerror(errno)));
}

bool Replacement::create(const std::string& name) {
    descriptor_ = open(name.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    if (descriptor_ < 0) return false;
    lock(descriptor_);
    if (names(name, descriptor_)) return true;
    close(descriptor_);  // another run has taken it for abandoned before it was locked
    descriptor_ = -1;
    errno = EEXIST;
    return false;
}

bool Replacement::link(const std::string& name) const {
    return linkat(AT_FDCWD, detail::reached_by(descriptor_).c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) == 0;
}

/// Owner and mode of what is replaced, else those of any new file. Who may not give a file away keeps it.
void Replacement::take_over(const struct stat* status) const {
    if (status == nullptr) {
        const mode_t mask = umask(0);
        umask(mask);
        fchmod(descriptor_, 0666 & ~mask);
        return;
    }
    const bool is_given = fchown(descriptor_, status->st_uid, status->st_gid) == 0;
    const mode_t special = is_given ? 0 : S_ISUID | S_ISGID;
    fchmod(descriptor_, status->st_mode & 07777 & ~special);
}

}  // namespace iiindex::cli
