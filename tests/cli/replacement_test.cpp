#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "catch.hpp"
#include "cli/file.hpp"
#include "cli/replacement.hpp"

namespace fs = std::filesystem;
using namespace iiindex::cli;

namespace {

/// A folder that is gone at the end.
struct Folder {
    Folder() { REQUIRE(mkdtemp(path.data()) != nullptr); }
    ~Folder() { fs::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    std::vector<std::string> names() const {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(path)) names.push_back(entry.path().filename().string());
        return names;
    }

    std::string path = (fs::temp_directory_path() / "iiindex-test-XXXXXX").string();
};

void write(const std::string& path, const std::string& content) {
    replace_file(path, [&](std::ostream& out) { out << content; });
}

std::string read(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("what a killed run left is removed by the next run for the output, what a running one writes is not") {
    const Folder folder;
    const std::string output = folder.path + "/out.csv";
    const std::string left = name_beside(output, 0);
    std::ofstream(left) << "of another run";

    SECTION("of a killed run") {
        write(output, "new");
        CHECK(folder.names() == std::vector<std::string>{"out.csv"});
    }
    SECTION("of a running one") {
        const int held = open(left.c_str(), O_WRONLY | O_CLOEXEC);
        REQUIRE(flock(held, LOCK_EX | LOCK_NB) == 0);
        write(output, "new");
        CHECK(read(left) == "of another run");
        close(held);
    }
    SECTION("a link is not followed") {
        fs::remove(left);
        std::ofstream(folder.path + "/kept") << "kept";
        fs::create_symlink("kept", left);
        write(output, "new");
        CHECK(read(folder.path + "/kept") == "kept");
        CHECK(fs::is_symlink(left));
    }
    CHECK(read(output) == "new");
}
