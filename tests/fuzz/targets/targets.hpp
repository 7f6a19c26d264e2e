#pragma once

#include <span>
#include <string_view>

namespace iiindex::fuzz {

/// What is fed with arbitrary bytes. It returns where all that must hold does, and ends the program where it does not.
struct Target {
    std::string_view name;
    void (*run)(std::string_view bytes);
};

std::span<const Target> targets();

// A file a subject; see targets.cpp.
void index(std::string_view bytes);
void dataset(std::string_view bytes);
void table(std::string_view bytes);  ///< the first byte chooses encoding and layout
void xlsx(std::string_view bytes);   ///< the first byte chooses: a whole workbook, or one part of a sound one
void judgements(std::string_view bytes);
void weights(std::string_view bytes);
void numbers(std::string_view bytes);
void pipeline(std::string_view bytes);  ///< an index, a line "---", a table: computed, written in every format

}  // namespace iiindex::fuzz
