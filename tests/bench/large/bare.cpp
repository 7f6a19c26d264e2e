// What a table costs that nothing is made of, for a measure: to touch every byte, or to read every number
// with the standard library. usage: large_bare read|parse FILE [THREADS]

#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "table.hpp"

namespace {

/// Printed, so that no pass can be optimised away.
struct Checksum {
    std::uint64_t count = 0;
    double sum = 0;
};

Checksum touch(std::string_view text) {
    Checksum checksum;
    std::uint64_t bits = 0;
    for (; text.size() >= sizeof bits; text.remove_prefix(sizeof bits)) {
        std::uint64_t word;
        std::memcpy(&word, text.data(), sizeof word);
        bits += word;
    }
    for (const char byte : text) bits += static_cast<unsigned char>(byte);
    checksum.count = bits;
    return checksum;
}

/// Every cell that starts as a number does; codes, titles and empty cells are stepped over.
Checksum parse(std::string_view text) {
    Checksum checksum;
    const char* at = text.data();
    const char* const end = at + text.size();
    while (at < end) {
        double value = 0;
        const auto [after, error] = std::from_chars(at, end, value);
        if (error == std::errc()) {
            ++checksum.count;
            checksum.sum += value;
        }
        at = after;
        while (at < end && *at != ',' && *at != '\n') ++at;
        ++at;
    }
    return checksum;
}

/// As many pieces of about the same size as there are threads, cut after a line's end.
std::vector<std::string_view> pieces(std::string_view text, std::size_t threads) {
    std::vector<std::string_view> parts;
    for (std::size_t left = threads; left > 0; --left) {
        const std::size_t line_end = left == 1 ? text.npos : text.find('\n', text.size() / left);
        const std::size_t size = line_end == text.npos ? text.size() : line_end + 1;
        parts.push_back(text.substr(0, size));
        text.remove_prefix(size);
    }
    return parts;
}

Checksum on_threads(Checksum (*pass)(std::string_view), std::string_view text, std::size_t threads) {
    const std::vector<std::string_view> parts = pieces(text, threads);
    std::vector<Checksum> checksums(parts.size());
    std::vector<std::thread> running;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        running.emplace_back([&, i] { checksums[i] = pass(parts[i]); });
    }
    for (std::thread& thread : running) thread.join();
    Checksum all;
    for (const Checksum& checksum : checksums) {
        all.count += checksum.count;
        all.sum += checksum.sum;
    }
    return all;
}

}  // namespace

int main(int argc, char** argv) try {
    const std::string_view pass = argc > 1 ? argv[1] : "";
    const int threads = argc > 3 ? std::atoi(argv[3]) : 2;
    if (argc < 3 || argc > 4 || (pass != "read" && pass != "parse") || threads < 1) {
        std::fputs("usage: large_bare read|parse FILE [THREADS]\n", stderr);
        return 2;
    }
    const MappedFile file(argv[2]);
    const Checksum checksum =
        on_threads(pass == "read" ? touch : parse, file.text(), static_cast<std::size_t>(threads));
    std::printf("%llu %.17g\n", static_cast<unsigned long long>(checksum.count), checksum.sum);
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "large_bare: %s\n", error.what());
    return 1;
}
