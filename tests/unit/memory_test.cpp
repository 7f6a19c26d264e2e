#include "catch.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <limits>
#include <string>
#include <utility>

#include <iiindex/columns.hpp>

#include "ground/memory.hpp"

using namespace iiindex;
using namespace iiindex::detail;

namespace {

/// A folder with files, gone with this.
class Folder {
public:
    explicit Folder(std::initializer_list<std::pair<std::string, std::string>> files) {
        std::string name = (std::filesystem::temp_directory_path() / "iiindex-XXXXXX").string();
        path_ = mkdtemp(name.data());
        for (const auto& [file, text] : files) {
            const std::filesystem::path path = path_ + file;
            std::filesystem::create_directories(path.parent_path());
            std::ofstream(path) << text;
        }
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    const std::string& path() const { return path_; }

private:
    std::string path_;
};

constexpr std::size_t unlimited = std::numeric_limits<std::size_t>::max();
const std::pair<std::string, std::string> million_kilobytes = {"/proc/meminfo",
                                                               "MemTotal:  2000000 kB\nMemAvailable:  1000000 kB\n"};

}  // namespace

TEST_CASE("what memory is left is what the system says, and unlimited where it says nothing") {
    CHECK(memory_left(Folder({}).path()) == unlimited);
    CHECK(memory_left(Folder({million_kilobytes}).path()) == 1'024'000'000);
    CHECK(memory_left() > 0);
}

TEST_CASE("a group of processes may use no more than any group that it is in leaves") {
    const Folder nested({million_kilobytes,
                         {"/proc/self/cgroup", "0::/outer/inner\n"},
                         {"/sys/fs/cgroup/outer/memory.max", "5000\n"},
                         {"/sys/fs/cgroup/outer/memory.stat", "anon 1000\nfile 70000\n"},
                         {"/sys/fs/cgroup/outer/inner/memory.max", "max\n"},
                         {"/sys/fs/cgroup/outer/inner/memory.stat", "anon 900\n"}});
    CHECK(memory_left(nested.path()) == 4000);
    const Folder outermost({{"/proc/self/cgroup", "0::/\n"},
                            {"/sys/fs/cgroup/memory.max", "5000\n"},
                            {"/sys/fs/cgroup/memory.stat", "anon 6000\n"}});
    CHECK(memory_left(outermost.path()) == 0);
}

TEST_CASE("groups of the older kind are seen, also from within") {
    const Folder here({million_kilobytes,
                       {"/proc/self/cgroup", "7:cpu,cpuacct:/a\n4:memory:/a/b\n0::/\n"},
                       {"/sys/fs/cgroup/memory/a/b/memory.limit_in_bytes", "9000\n"},
                       {"/sys/fs/cgroup/memory/a/b/memory.stat", "rss 1\ntotal_rss 2000\n"}});
    CHECK(memory_left(here.path()) == 7000);
    const Folder within({{"/proc/self/cgroup", "4:memory:/somewhere/else\n"},
                         {"/sys/fs/cgroup/memory/memory.limit_in_bytes", "9000\n"},
                         {"/sys/fs/cgroup/memory/memory.stat", "total_rss 2000\n"}});
    CHECK(memory_left(within.path()) == 7000);
}

TEST_CASE("very much memory that is not there is refused") {
    CHECK_THROWS_AS(Columns(std::size_t{1} << 40, std::size_t{1} << 12), std::bad_alloc);
    CHECK_THROWS_AS(Columns(std::size_t{1} << 62, 4), std::bad_alloc);  // more bytes than can be counted
    CHECK_THROWS_AS(require_memory(std::size_t{1} << 60), std::bad_alloc);
}

TEST_CASE("what is kept uninitialised may be kept by an allocator of another type") {
    const UnwrittenAllocator<int> ints;
    CHECK(UnwrittenAllocator<double>(ints) == UnwrittenAllocator<double>());
    CHECK(Unwritten<double>(3, 1.5, ints) == Unwritten<double>{1.5, 1.5, 1.5});
}
