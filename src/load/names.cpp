#include <iiindex/load.hpp>

#include "text/utf8.hpp"

namespace iiindex {

using namespace detail;

namespace {

/// Where the piece ends that begins at `begin`: at a comma or the end, behind the closing quote if it is quoted.
std::size_t end_of_piece(std::string_view list, std::size_t begin) {
    const std::size_t first = list.find_first_not_of(' ', begin);
    const std::size_t close = first != list.npos && list[first] == '"' ? list.find('"', first + 1) : list.npos;
    const std::size_t comma = list.find(',', close == list.npos ? begin : close);
    return comma == list.npos ? list.size() : comma;
}

std::string_view unquoted(std::string_view piece) {
    piece = trimmed(piece);
    const bool is_quoted = piece.size() > 1 && piece.front() == '"' && piece.back() == '"';
    return is_quoted ? piece.substr(1, piece.size() - 2) : piece;
}

}  // namespace

std::vector<std::string> split_names(std::string_view list, const std::function<bool(std::string_view)>& is_name) {
    std::vector<std::string> names;
    for (std::size_t begin = 0; begin <= list.size();) {
        const std::size_t first_end = end_of_piece(list, begin);
        std::size_t end = first_end;
        for (std::size_t at = first_end; at < list.size();) {
            at = end_of_piece(list, at + 1);
            if (is_name(trimmed(list.substr(begin, at - begin)))) end = at;
        }
        if (const auto name = unquoted(list.substr(begin, end - begin)); !name.empty()) names.emplace_back(name);
        begin = end + 1;
    }
    return names;
}

}  // namespace iiindex
