#include <algorithm>
#include <limits>
#include <map>
#include <set>

#include <fmt/format.h>

#include <iiindex/dataset.hpp>
#include <iiindex/present.hpp>

#include "ground/catalogue.hpp"
#include "load/codes.hpp"
#include "present/table_of.hpp"
#include "text/commas.hpp"
#include "text/normal.hpp"
#include "words/labels.hpp"

namespace iiindex {

using namespace detail;

namespace {

/// The origins of an input's values, by their words in one language or by their codes.
template <class Words>
std::string listed(const std::vector<Origin>& origins, std::string_view separator, const Words& words_of) {
    std::vector<std::string_view> words;
    for (const Origin origin : origins) words.push_back(words_of(origin));
    return fmt::format("{}", fmt::join(words, separator));
}

struct CheckedLine {
    const Checked* of;
    std::string origin_codes, origin_words;
};
/// What titles the columns of indicators: their names, but the code where a reader would take the name for another
/// column's.
std::vector<std::string> indicator_titles(const Index& index, Language language) {
    std::map<std::string, std::size_t> uses;
    for (const Node& node : index.nodes) {
        std::set<std::string> forms = {title_form(node.code), title_form(node.name.own), title_form(node.name.english)};
        for (const std::string& form : forms) ++uses[form];
    }
    std::vector<std::string> titles;
    for (const std::size_t node : index.indicators) {
        const std::string& name = index.nodes[node].name.in(language);
        const std::string form = title_form(name);
        const bool is_clear = uses[form] == 1 && !fixed_title(form) && !form.starts_with("group:");
        titles.push_back(is_clear ? name : index.nodes[node].code);
    }
    return titles;
}

/// What titles the column of an input.
std::string input_title(const Index& index, const InputColumn& input, Language language) {
    const std::string& name = input.name.in(language);
    const std::string form = title_form(name);
    const auto is_form_of = [&](const auto& other) {
        return title_form(other.name.own) == form || title_form(other.name.english) == form ||
               title_form(other.code) == form;
    };
    const auto uses = std::count_if(index.inputs.begin(), index.inputs.end(), is_form_of) +
                      std::count_if(index.nodes.begin(), index.nodes.end(), is_form_of);
    return !name.empty() && uses == 1 && !fixed_title(form) && !form.starts_with("group:") ? name : input.code;
}

}  // namespace

namespace {

std::string about_indicator(const Node& node, Language language) {
    std::string text = node.name.in(language);
    if (!node.measure.empty()) text += worded(language, "; in {}", node.measure);
    return text + (node.direction == Direction::positive ? worded(language, "; higher is better")
                                                         : worded(language, "; lower is better"));
}

std::string about_input(const InputColumn& input, Language language) {
    if (input.name.own.empty()) return worded(language, "a denominator");
    std::string text = input.name.in(language);
    if (!input.measure.empty()) text += worded(language, "; in {}", input.measure);
    return text + worded(language, "; read by formulas");
}

/// A table for values, some of which are there.
class ValueTable {
public:
    ValueTable(const Index& index, const Dataset* data, Filled filled, Language language)
        : index_(index),
          data_(data),
          filled_(filled),
          language_(language),
          table_("template", filled == Filled::units ? label(Label::empty_table, language) : worded(language, "data"),
                 rows_of(data, filled)) {}

    Table take(const std::string& period) {
        add_identity(period);
        const std::vector<std::string> titles = indicator_titles(index_, language_);
        for (std::size_t i = 0; i < titles.size(); ++i) {
            const Node& node = index_.nodes[index_.indicators[i]];
            if (node.formula) continue;  // computed
            add_numbers(node.code, titles[i], about_indicator(node, language_), &Dataset::values, i);
        }
        for (std::size_t i = 0; i < index_.inputs.size(); ++i) {
            const InputColumn& input = index_.inputs[i];
            add_numbers(input.code, input_title(index_, input, language_), about_input(input, language_),
                        &Dataset::inputs, i);
        }
        return table_.take();
    }

private:
    static std::vector<std::size_t> rows_of(const Dataset* data, Filled filled) {
        if (data == nullptr) return numbers_between(0, 0);
        if (filled == Filled::values) return numbers_between(0, data->units.size());
        return numbers_between(data->periods.back().first, data->periods.back().end());
    }

    /// What says whose row it is. Of values only what they have; else all, to be filled in where a unit has none.
    void add_identity(const std::string& period) {
        const bool has_all = filled_ != Filled::values;
        const auto written = [data = data_](TextColumn Units::*texts) {
            return [data, texts](std::size_t row) { return (data->units.*texts).at_or_empty(row); };
        };
        const bool has_names = has_all || !data_->units.names.empty();
        if (has_names) table_.text("code", label(Label::code, language_), written(&Units::codes));
        table_.text("name", label(Label::name, language_), written(has_names ? &Units::names : &Units::codes));
        if (has_all || !data_->units.names_english.empty())
            table_.text("name_en", label(Label::english_name, language_), written(&Units::names_english));
        if (has_all) {
            table_.text("period", label(Label::period, language_),
                        [period](std::size_t) { return std::string_view(period); });
            table_.text("origin", label(Label::origin, language_), [](std::size_t) { return ""; });
        } else {
            add_own_period_and_origin();
        }
        if (data_ == nullptr || filled_ == Filled::units) return;
        for (const Grouping& grouping : data_->units.groupings) {
            table_.text("group:" + grouping.name, "group:" + grouping.name, [&grouping](std::size_t row) {
                const std::uint32_t group = grouping.group_of[row];
                return group == Grouping::ungrouped ? std::string_view() : std::string_view(grouping.groups[group]);
            });
        }
    }

    void add_own_period_and_origin() {
        if (!data_->periods.front().label.empty()) {
            table_.text("period", label(Label::period, language_),
                        [data = data_](std::size_t row) { return std::string_view(data->period_of(row).label); });
        }
        if (data_->row_origins.empty() && data_->origin == Origin::unstated) return;
        table_.text("origin", label(Label::origin, language_), [data = data_](std::size_t row) {
            const Origin own = data->row_origins.empty() ? Origin::unstated : data->row_origins[row];
            const Origin origin = own == Origin::unstated ? data->origin : own;
            return origin == Origin::unstated ? std::string_view() : to_string(origin);
        });
    }

    void add_numbers(const std::string& code, const std::string& title, const std::string& about, Columns Dataset::*of,
                     std::size_t number) {
        const auto values = [data = data_, of, number](std::size_t row) { return (data->*of).column(number)[row]; };
        const auto nothing = [](std::size_t) { return missing; };
        if (filled_ == Filled::values)
            table_.number(code, title, values);
        else
            table_.number(code, title, nothing);
        table_.entered({.about = about, .least = std::numeric_limits<double>::lowest()});
        if (filled_ != Filled::units_beside_values) return;
        table_.number("previous:" + code, worded(language_, "previous: {}", title), values);
        table_.entered(
            {.about = worded(language_, "values of {}, to compare with; not read", data_->periods.back().label)});
    }

    const Index& index_;
    const Dataset* data_;
    Filled filled_;
    Language language_;
    TableOf<std::size_t> table_;
};

}  // namespace

Document template_document(const Index& index, const Dataset* units, const std::string& period, Language language,
                           Filled filled) {
    Document document{.code = "template", .title = index.root().name.in(language)};
    document.tables.push_back(ValueTable(index, units, filled, language).take(period));
    return document;
}

Document check_document(const std::vector<Checked>& inputs, Language language) {
    std::vector<CheckedLine> lines;
    for (const Checked& input : inputs) {
        lines.push_back({&input, listed(input.origins, ", ", [](Origin origin) { return to_string(origin); }),
                         listed(input.origins, list_comma(language),
                                [language](Origin origin) { return origin_words(origin, language); })});
    }
    TableOf<CheckedLine> table("inputs", label(Label::checked, language), std::move(lines));
    table.text("file", label(Label::file, language),
               [](const CheckedLine& line) -> const std::string& { return line.of->file; });
    // An index alone has none of these; programs find 0.
    const auto count = [&](std::string_view code, Label title, std::size_t Checked::*member) {
        const auto of = [member](const CheckedLine& line) { return line.of->*member; };
        table.count(code, label(title, language), of).only_for(Audience::programs);
        const auto shown = [member](const CheckedLine& line) {
            const bool has_none = line.of->is_index && member != &Checked::indicators;
            return has_none ? missing : static_cast<double>(line.of->*member);
        };
        table.number(code, label(title, language), shown, 0).only_for(Audience::people);
    };
    count("units", Label::unit_count, &Checked::units);
    count("periods", Label::periods, &Checked::periods);
    count("indicators", Label::indicators, &Checked::indicators);
    count("values", Label::values, &Checked::values);
    count("missing", Label::missing_values, &Checked::missing);
    table.text("origin", label(Label::origin, language), &CheckedLine::origin_codes).only_for(Audience::programs);
    table.text("origin", label(Label::origin, language), &CheckedLine::origin_words).only_for(Audience::people);
    Document document{.code = "check"};
    document.tables.push_back(table.take());
    return document;
}

}  // namespace iiindex
