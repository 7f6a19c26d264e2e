#include "cli/pdf.hpp"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>

#include <stdlib.h>
#include <unistd.h>

#include "cli/command.hpp"
#include "cli/program.hpp"

namespace iiindex::cli {
namespace {

namespace fs = std::filesystem;

/// A folder of its own, gone with what is in it.
class Folder {
public:
    Folder() : path_((fs::temp_directory_path() / "iiindex-XXXXXX").string()) {
        if (mkdtemp(path_.data()) == nullptr) throw OutputError(said("a PDF could not be made: no temporary folder"));
    }
    ~Folder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    std::string operator/(const std::string& name) const { return path_ + '/' + name; }

private:
    std::string path_;
};

/// Prints with the first browser that there is.
void print(const Folder& folder) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> nothing(std::fopen("/dev/null", "r+"), std::fclose);
    if (!nothing) throw OutputError(said("a PDF could not be made: no /dev/null"));
    std::vector<std::string> words = {"",
                                      "--headless=new",
                                      "--disable-gpu",
                                      "--disable-dev-shm-usage",
                                      "--no-first-run",
                                      "--no-pdf-header-footer",
                                      "--user-data-dir=" + folder / "browser",
                                      "--print-to-pdf=" + folder / "page.pdf",
                                      "file://" + folder / "page.html"};
    if (geteuid() == 0) words.insert(words.begin() + 1, "--no-sandbox");  // it will not run as root with one
    for (const char* const browser : {"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"}) {
        words.front() = browser;
        const Ran ran = run_program(words, fileno(nothing.get()), fileno(nothing.get()));
        if (ran == Ran::done) return;
        if (ran == Ran::failed) throw OutputError(said("a PDF could not be made: {} failed", browser));
    }
    throw OutputError(
        said("a PDF is made by chromium, which is not installed (Debian: chromium); write .html instead"));
}

}  // namespace

std::string pdf_of(const std::string& html) {
    const Folder folder;
    std::ofstream(folder / "page.html", std::ios::binary) << html;
    print(folder);
    std::ostringstream bytes;
    bytes << std::ifstream(folder / "page.pdf", std::ios::binary).rdbuf();
    if (bytes.str().empty()) throw OutputError(said("a PDF could not be made: the browser wrote nothing"));
    return bytes.str();
}

}  // namespace iiindex::cli
