#include "targets.hpp"

#include <array>
#include <cmath>
#include <cstdlib>
#include <string>

#include <iiindex/judgements.hpp>
#include <iiindex/load.hpp>
#include <iiindex/number.hpp>

#include "books.hpp"
#include "invariants.hpp"
#include "load/table/number.hpp"

namespace iiindex::fuzz {
namespace {

constexpr std::string_view small_index =
    R"({"format":"iiindex/index/1","code":"t","name":"总","children":[{"code":"p","name":"P","weight":0.5,"children":[
{"code":"a","name":"甲","measure":"percent"},{"code":"b","name":"B","denominator":"d","direction":"negative"}]},
{"code":"c","name":"C"}]})";

const Index& known_index() {
    static const Index index = load_index({"i.json", std::string(small_index)}).value;
    return index;
}

std::string name_of(std::string_view text, std::string_view stem) {
    const auto first = text.find_first_not_of(" \t\r\n");
    const bool is_json = first != std::string_view::npos && text[first] == '{';
    return std::string(stem) + (is_json ? ".json" : ".csv");
}

/// The first byte, which is taken away.
std::size_t choice(std::string_view& bytes) {
    if (bytes.empty()) return 0;
    const auto first = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    return first;
}

constexpr std::array<std::string_view, 10> encodings = {"",     "GB18030",   "UTF-16",       "UTF-16LE", "UTF-16BE",
                                                        "BIG5", "SHIFT_JIS", "WINDOWS-1252", "EUC-KR",   "UTF-8"};

/// What a workbook of the project's own has, and where the part to be changed goes.
constexpr std::array<std::string_view, 6> parts = {
    "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml",       "xl/styles.xml",
    "xl/workbook.xml",          "xl/_rels/workbook.xml.rels", "[Content_Types].xml"};

void require_sound_dataset(const Source& source, const std::optional<Index>& index, const LoadOptions& options = {}) {
    loaded_or_refused([&] { require_sound(load_dataset(source, index, options).value); });
}

}  // namespace

std::span<const Target> targets() {
    static constexpr std::array all = {Target{"index", index},           Target{"dataset", dataset},
                                       Target{"table", table},           Target{"xlsx", xlsx},
                                       Target{"judgements", judgements}, Target{"weights", weights},
                                       Target{"numbers", numbers},       Target{"pipeline", pipeline}};
    return all;
}

void index(std::string_view bytes) {
    loaded_or_refused([&] { load_index({name_of(bytes, "i"), std::string(bytes)}); });
}

void dataset(std::string_view bytes) {
    const Source source{"d.json", std::string(bytes)};
    require_sound_dataset(source, {});
    require_sound_dataset(source, known_index());
}

void table(std::string_view bytes) {
    const std::size_t chosen = choice(bytes);
    LoadOptions options{.encoding = std::string(encodings[chosen % encodings.size()])};
    const auto shapes = table_shapes();
    options.shape = shapes[chosen / encodings.size() % shapes.size()].second;
    require_sound_dataset({"t.csv", std::string(bytes)}, known_index(), options);
}

void xlsx(std::string_view bytes) {
    static const auto sound = book_parts(
        {{"data", "code,a,b,c,d\nx,1.5,2,3,4\ny,,3,1,5\n", {"A2:A3"}}, {"index", "code,name,parent\nt,T,\na,A,t\n"}});
    const std::size_t chosen = choice(bytes) % (parts.size() + 1);
    std::string book(bytes);
    if (chosen < parts.size()) {
        auto changed = sound;
        changed[std::string(parts[chosen])] = std::string(bytes);
        book = zipped(changed);
    }
    const Source source{"b.xlsx", book};
    require_sound_dataset(source, known_index());
    require_sound_dataset(source, {});
    loaded_or_refused([&] { load_index(source); });
}

void judgements(std::string_view bytes) {
    const std::vector<Source> sources = {{"j.csv", std::string(bytes)}};
    loaded_or_refused([&] { load_judgements(sources, known_index()); });
}

void weights(std::string_view bytes) {
    loaded_or_refused([&] {
        const Index index = load_weights({name_of(bytes, "w"), std::string(bytes)}, known_index()).value;
        for (const Node& node : index.nodes) {
            require(std::isfinite(node.weight) && node.weight >= 0, "a weight is finite and not below zero");
        }
    });
}

void numbers(std::string_view bytes) {
    using detail::NumberCell;
    for (const char decimal : {'.', ','}) {
        const NumberCell cell =
            detail::read_number(bytes, {.percent = detail::Percent::allowed, .decimal = decimal}, "x");
        require(cell.kind != NumberCell::Kind::number || std::isfinite(cell.number), "a number is finite");
        require(cell.kind != NumberCell::Kind::fault || !cell.what.empty(), "a fault says what it is");
    }
    double plain = 0;
    if (!detail::read_plain_cell(bytes, plain) || is_missing(plain)) return;
    require(std::isfinite(plain), "a plain number is finite");
    require(plain == std::strtod(std::string(bytes).c_str(), nullptr), "a plain number is what the C library reads");
    require(std::strtod(shortest(plain).c_str(), nullptr) == plain, "the shortest text reads back equal");
    for (const int digits : {0, 1, 15}) require(!fixed(plain, digits).empty(), "a number has a text");
}

}  // namespace iiindex::fuzz
