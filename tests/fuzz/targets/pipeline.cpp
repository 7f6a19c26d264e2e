#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

#include <iiindex/chart.hpp>
#include <iiindex/coherence.hpp>
#include <iiindex/compute.hpp>
#include <iiindex/format.hpp>
#include <iiindex/load.hpp>
#include <iiindex/named.hpp>
#include <iiindex/present.hpp>
#include <iiindex/report.hpp>

#include "invariants.hpp"
#include "targets.hpp"

namespace iiindex::fuzz {
namespace {

constexpr std::size_t most_cells = 4000;  ///< of an input that is worth its time

std::string written(std::string_view format, const Document& document, const Presentation& presentation) {
    std::ostringstream out;
    find_named(formatters(), format)->write(out, document, presentation);
    require(static_cast<bool>(out), "a document is written");
    return out.str();
}

/// The cells of a text in the project's own CSV.
std::vector<std::vector<std::string>> cells_of(const std::string& csv) {
    std::vector<std::vector<std::string>> rows(1, std::vector<std::string>(1));
    bool quoted = false;
    for (std::size_t i = 0; i < csv.size(); ++i) {
        const char c = csv[i];
        if (quoted && c == '"' && i + 1 < csv.size() && csv[i + 1] == '"') {
            rows.back().back() += csv[++i];
        } else if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && c == ',') {
            rows.back().emplace_back();
        } else if (!quoted && c == '\n') {
            rows.emplace_back(1);
        } else if (quoted || c != '\r') {
            rows.back().back() += c;
        }
    }
    rows.pop_back();
    return rows;
}

/// The scores of a node as computed, and as its column reads, are the same numbers to the bit.
void require_read_back(const Result& result, const std::string& csv) {
    const auto rows = cells_of(csv);
    for (std::size_t node = 0; node < result.index.nodes.size(); ++node) {
        const auto title = std::find(rows.front().begin(), rows.front().end(), result.index.nodes[node].code);
        if (title == rows.front().end()) continue;
        const auto column = static_cast<std::size_t>(title - rows.front().begin());
        std::vector<double> read, computed;
        for (std::size_t row = 1; row < rows.size(); ++row) {
            require(rows[row].size() == rows.front().size(), "rows are as wide as their header");
            const std::string& cell = rows[row][column];
            if (!cell.empty()) read.push_back(std::strtod(cell.c_str(), nullptr));
        }
        for (const double score : result.scores_of(node)) {
            if (!is_missing(score)) computed.push_back(score);
        }
        std::sort(read.begin(), read.end());
        std::sort(computed.begin(), computed.end());
        require(read == computed, "csv reads back equal");
    }
}

void require_all_formats(const Result& result, Language language) {
    View view{.language = language};
    view.depth = result.index.depth();
    Document document = ranking_document(result, view);
    add_levels(document, result, view);
    for (const Formatter& formatter : formatters()) {
        const std::string text = written(formatter.name, document, {.header = Header::code, .language = language});
        if (formatter.name == "json") require_json(text);
        if (formatter.name == "csv") require_read_back(result, text);
        if (formatter.losses) (void)formatter.losses(document, language);
    }
}

void require_pictures(const Result& result, Language language) {
    const ChartInput input{.result = &result};
    for (const ChartKind& kind : chart_kinds()) {
        const bool has_all = kind.needs == ChartKind::Needs::scores || kind.needs == ChartKind::Needs::children;
        if (has_all) require_xml(kind.draw(input, {.language = language}));
    }
    require_html(report({.result = &result}, {.language = language}));
}

void compute_and_write(const Source& of_index, const Source& of_data) {
    Input input = load_dataset(of_data, load_index(of_index).value).value;
    require_sound(input);
    if (input.data.units.size() * input.index.nodes.size() > most_cells) return;
    const Columns values = input.data.values;
    const Language language = input.index.language();
    const Result result = compute(std::move(input.index), std::move(input.data));
    for (std::size_t node = 0; node < result.index.nodes.size(); ++node) {
        for (const double score : result.scores_of(node)) {
            require(is_missing(score) || std::isfinite(score), "scores are finite");
        }
    }
    require_all_formats(result, language);
    require_pictures(result, language);
    const CoherenceOptions options{.period = result.data.periods.size() - 1};
    const Coherence found = coherence(result, values, options);
    require_json(written("json", coherence_document(result, values, found, language), {.language = language}));
}

}  // namespace

void pipeline(std::string_view bytes) {
    constexpr std::string_view between = "\n---\n";
    const std::size_t end = bytes.find(between);
    if (end == std::string_view::npos) return;
    const std::string_view data = bytes.substr(end + between.size());
    loaded_or_refused([&] {
        compute_and_write({"i.json", std::string(bytes.substr(0, end))},
                          {data.starts_with('{') ? "d.json" : "t.csv", std::string(data)});
    });
}

}  // namespace iiindex::fuzz
