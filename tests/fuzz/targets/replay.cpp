// Feeds a target with files, as the fuzzer does with bytes of its own: replay TARGET FILE|FOLDER...

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <iiindex/named.hpp>

#include "targets.hpp"

namespace fs = std::filesystem;

int main(int argc, char** argv) {
    const auto* const target = argc < 3 ? nullptr : iiindex::find_named(iiindex::fuzz::targets(), argv[1]);
    if (target == nullptr) return std::fputs("usage: replay TARGET FILE|FOLDER...\n", stderr), 2;
    std::vector<fs::path> files;
    for (int i = 2; i < argc; ++i) {
        if (fs::is_directory(argv[i])) {
            for (const auto& entry : fs::directory_iterator(argv[i])) files.push_back(entry.path());
        } else {
            files.emplace_back(argv[i]);
        }
    }
    for (const fs::path& file : files) {
        std::ifstream in(file, std::ios::binary);
        const std::string bytes(std::istreambuf_iterator<char>(in), {});
        std::fprintf(stderr, "%s\n", file.c_str());  // the last one is at fault where the program ends here
        target->run(bytes);
    }
    std::printf("%zu inputs\n", files.size());
    return files.empty() ? 1 : 0;
}
