#include "load/json/dataset_json.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <iiindex/load.hpp>

#include "ground/catalogue.hpp"
#include "ground/parallel.hpp"
#include "load/codes.hpp"
#include "load/json/settings.hpp"
#include "load/note.hpp"
#include "load/periods.hpp"
#include "load/table/duplicates.hpp"
#include "load/table/judge.hpp"
#include "load/table/named_rows.hpp"

namespace iiindex::detail {
namespace {

using Kind = JsonNode::Kind;

const Keys root_keys = {"format",           "index", "period", "origin", "note", "note_en", "note_zh",
                        "published_digits", "units", "facts",  "periods"};
const Keys period_keys = {"units", "origin", "note", "note_en", "note_zh", "facts"};
const Keys unit_keys = {"code", "name", "name_en", "groups", "origin", "values", "published"};
const Keys value_keys = {"value", "origin", "source"};

constexpr std::size_t units_in_a_task = 64;
constexpr std::size_t units_at_a_time = 32 * units_in_a_task;

/// Takes rows out of what was printed.
void forget(Publication& published, const std::vector<std::size_t>& rows) {
    const auto is_out = [&](std::size_t row) { return std::binary_search(rows.begin(), rows.end(), row); };
    std::erase_if(published.figures, [&](const Published& figure) { return is_out(figure.row); });
    for (Fact& fact : published.facts) std::erase_if(fact.units, is_out);
}

}  // namespace

bool is_list_of_units(const std::vector<std::string>& keys) {
    const bool of_one_period = keys.size() == 1;
    const bool of_several = keys.size() == 3 && keys.front() == "periods";
    return (of_one_period || of_several) && keys.back() == "units";
}

Dataset DatasetReader::read(const JsonNode& root, Publication& published) {
    data_ = {};
    published_ = {};
    data_.file = reader_.text().file();
    read_head(root);
    read_sections(root);
    allocate();
    for (std::size_t i = 0; i < sections_.size(); ++i) read_section(sections_[i], static_cast<std::uint32_t>(i));
    refuse_duplicates();
    if (reader_.faults().size() > 0) return {};
    data_.units.groupings = take_groupings();
    if (sections_.size() == 1) period_of_.clear();
    const std::vector<std::size_t> left_out = rows_left_out();
    if (reader_.faults().size() > 0) return {};
    forget(published_, left_out);
    lay_out_periods(data_, labels_, period_of_, left_out, published_);
    published = std::move(published_);
    return std::move(data_);
}

void DatasetReader::read_head(const JsonNode& root) {
    reader_.allow(root, root_keys, said("the dataset"));
    data_.note = read_note(reader_, root);
    if (const auto* origin = root.find("origin")) {
        data_.origin = read_origin(reader_, *origin, "origin").value_or(Origin::unstated);
    }
    if (const auto* digits = root.find("published_digits")) {
        published_.digits = reader_.integer(*digits, "published_digits", 0, 15);
    }
}

void DatasetReader::read_sections(const JsonNode& root) {
    if (const auto* periods = root.find("periods")) return read_periods(root, *periods);
    add_section(root, read_label(root), Origin::unstated);
}

void DatasetReader::read_periods(const JsonNode& root, const JsonNode& periods) {
    for (const std::string_view key : {"period", "units", "facts"}) {
        if (const auto* value = root.find(key)) {
            reader_.fault(*value, said("'{}' beside 'periods', expected it inside a period", key));
        }
    }
    if (!reader_.expect(periods, Kind::object, "periods")) return;
    if (periods.members.empty()) reader_.fault(periods, said("no periods, expected at least one"));
    for (const auto& member : periods.members) read_period(member);
}

void DatasetReader::read_period(const JsonMember& member) {
    const JsonNode& period = member.value;
    if (member.key.empty()) reader_.fault(member, said("a period without a label"));
    if (!reader_.expect(period, Kind::object, member.key)) return;
    reader_.allow(period, period_keys, said("period '{}'", member.key));
    auto origin = Origin::unstated;
    if (const auto* stated = period.find("origin")) {
        origin = read_origin(reader_, *stated, "origin").value_or(origin);
    }
    append_note(data_.note, read_note(reader_, period), member.key);
    std::string label = period_label(member.key);
    if (std::find(labels_.begin(), labels_.end(), label) != labels_.end()) {
        reader_.fault(member, said("'{}' is period {}, which stands here already", member.key, label));
    }
    add_section(period, std::move(label), origin);
}

void DatasetReader::add_section(const JsonNode& json, std::string label, Origin origin) {
    const auto* units = reader_.require(json, "units", said("the dataset"));
    if (units == nullptr || !reader_.expect(*units, Kind::array, "units")) return;
    if (units->elements.empty()) reader_.fault(*units, said("no units, expected at least one"));
    if (data_.indicator_locations.empty()) {
        data_.indicator_locations.assign(lookup_.index().indicators.size(), reader_.text().locate(units->begin));
    }
    sections_.push_back({units, json.find("facts"), origin, 0});
    labels_.push_back(std::move(label));
}

std::string DatasetReader::read_label(const JsonNode& root) {
    const auto* period = root.find("period");
    if (period == nullptr) return {};
    if (period->kind == Kind::string) return period_label(period->string);
    if (period->kind == Kind::number) return period_label(reader_.written(*period));
    reader_.fault(*period, said("expected a year or a string for 'period', got {}", name_of(period->kind)));
    return {};
}

void DatasetReader::allocate() {
    std::size_t rows = 0;
    for (const auto& section : sections_) rows += section.units->elements.size();
    data_.values = Columns(rows, lookup_.index().indicators.size());
    data_.inputs = Columns(rows, lookup_.index().inputs.size());
}

void DatasetReader::read_section(Section& section, std::uint32_t period) {
    section.first = row();
    read_units(section, period);
    if (section.facts) read_section_facts(section);
}

/// Parses some units side by side and takes what most of their values are, then reads the rest of them in order.
void DatasetReader::read_units(const Section& section, std::uint32_t period) {
    const auto& places = section.units->elements;
    for (std::size_t first = 0; first < places.size(); first += units_at_a_time) {
        const std::size_t count = std::min(units_at_a_time, places.size() - first);
        std::vector<JsonNode> units(count);
        std::vector<Faults> faults(count);
        const auto parse = [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) {
                units[i] = parse_json_part(reader_.text(), places[first + i], faults[i]);
                take_plain_values(units[i], section.first + first + i);
            }
        };
        for_blocks(count, parse, units_in_a_task);
        for (std::size_t i = 0; i < count; ++i) {
            reader_.faults().append(std::move(faults[i]));
            if (!reader_.expect(units[i], Kind::object, "units")) continue;
            read_unit(units[i], section.origin);
            period_of_.push_back(period);
        }
    }
}

/// Puts numbers of indicators where they belong, and leaves the unit what takes a closer look. The row is the unit's
/// unless one before it is none, which is a fault.
void DatasetReader::take_plain_values(JsonNode& unit, std::size_t row) {
    const auto values = std::find_if(unit.members.begin(), unit.members.end(),
                                     [](const JsonMember& member) { return member.key == "values"; });
    if (values == unit.members.end()) return;
    const Index& index = lookup_.index();
    std::erase_if(values->value.members, [&](const JsonMember& member) {
        if (member.value.kind != Kind::number || values->value.kind != Kind::object) return false;
        const auto node = lookup_.node(member.key);
        const auto indicator = node ? index.nodes[*node].indicator : std::nullopt;
        if (!indicator || !index.is_read(*indicator)) return false;
        data_.values.column(*indicator)[row] = member.value.number + 0.0;  // -0 is 0
        return true;
    });
}

void DatasetReader::read_section_facts(const Section& section) {
    UnitRows rows;
    for (std::size_t i = section.first; i < row(); ++i) rows.emplace(data_.units.codes[i], i);
    read_facts(reader_, *section.facts, lookup_, rows, published_.facts);
}

/// A unit's code, for its place: the unit is read once more.
JsonNode DatasetReader::code_of(std::size_t row) {
    const auto after =
        std::partition_point(sections_.begin(), sections_.end(), [&](const Section& s) { return s.first <= row; });
    const Section& section = *std::prev(after);
    Faults told_already;
    const JsonNode unit = parse_json_part(reader_.text(), section.units->elements[row - section.first], told_already);
    const JsonNode* const code = unit.find("code");
    return code ? *code : unit;
}

/// Units that are none: totals and the like, and those that are to be left out.
std::vector<std::size_t> DatasetReader::rows_left_out() {
    const NamedRows drop(options_.drop, data_.units, {}), keep(options_.keep, data_.units, {});
    const Judged judged = judge_rows(data_.units, data_.values, data_.inputs, period_of_, {}, drop, keep);
    const auto say = [&](const Judgement& one) {
        if (one.what.empty()) return;
        const JsonNode code = code_of(one.row);
        warnings_.push_back(reader_.text().problem({code.begin, code.length, one.what, one.remedy}));
    };
    for (const std::string& name : drop.absent()) {
        warnings_.push_back({{data_.file}, said("--drop '{}': there is no such unit", name), {}, {}});
    }
    std::vector<std::size_t> left_out;
    for (const Judgement& one : judged.left_out) {
        left_out.push_back(one.row);
        say(one);
    }
    if (left_out.size() == data_.units.size()) refuse(data_.file, said("no unit is left"));
    // What only prints scores need not have measured anything.
    for (const Judgement& one : judged.remarks) {
        if (published_.empty()) say(one);
    }
    for (const Judgement& one : judged.doubtful) {
        if (!reader_.faults().count_if_full(one.what, one.remedy))
            reader_.fault(code_of(one.row), one.what, one.remedy);
    }
    std::sort(left_out.begin(), left_out.end());
    return left_out;
}

void DatasetReader::refuse_duplicates() {
    if (data_.units.size() != data_.values.rows()) return;  // what is no unit has been told
    for (const auto [row, first] : find_duplicates(data_.units.codes, period_of_)) {
        if (data_.units.codes[row].empty()) continue;  // told already
        const auto what = [&, row = row](std::size_t line) {
            return said("unit '{}' stands here again, first at line {}", data_.units.codes[row], line);
        };
        if (reader_.faults().count_if_full(what(0))) continue;  // reading units once more takes its time
        reader_.fault(code_of(row), what(reader_.line_of(code_of(first).begin)));
    }
}

void DatasetReader::read_unit(const JsonNode& unit, Origin origin) {
    auto code = read_unit_code(unit);
    reader_.allow(unit, unit_keys, [&] { return said("unit '{}'", code); });
    read_row_origin(unit, origin);
    if (const auto* groups = unit.find("groups")) read_groups(*groups);
    if (const auto* values = unit.find("values")) read_values(*values);
    if (const auto* published = unit.find("published")) {
        read_published(reader_, *published, lookup_, row(), published_.figures);
    }
    data_.units.names.push_back(optional_text(unit, "name"));
    data_.units.names_english.push_back(optional_text(unit, "name_en"));
    data_.units.codes.push_back(code);
}

std::string DatasetReader::read_unit_code(const JsonNode& unit) {
    const auto* code = reader_.require(unit, "code", said("this unit"));
    if (code == nullptr || !reader_.expect(*code, Kind::string, "code")) return {};
    if (!is_code(code->string, FirstCharacter::letter_or_digit)) {
        reader_.fault(*code, said("'{}' is no code", code->string),
                      said("a unit's code has ASCII letters, digits, '_', '.', '-'"));
    }
    return code->string;
}

void DatasetReader::read_row_origin(const JsonNode& unit, Origin origin) {
    if (const auto* stated = unit.find("origin")) origin = read_origin(reader_, *stated, "origin").value_or(origin);
    if (origin == Origin::unstated) return;
    data_.row_origins.resize(data_.values.rows(), Origin::unstated);
    data_.row_origins[row()] = origin;
}

void DatasetReader::read_groups(const JsonNode& groups) {
    if (!reader_.expect(groups, Kind::object, "groups")) return;
    for (const auto& member : groups.members) {
        if (member.value.kind == Kind::null) continue;
        const auto group = reader_.string(member.value, member.key);
        if (!group || group->empty()) continue;
        const auto grouping = grouping_names_.number_of(member.key);
        groups_.resize(grouping_names_.size());
        group_of_.resize(grouping_names_.size());
        group_of_[grouping].resize(row() + 1, Grouping::ungrouped);
        group_of_[grouping][row()] = groups_[grouping].number_of(*group);
    }
}

std::vector<Grouping> DatasetReader::take_groupings() {
    std::vector<Grouping> groupings;
    for (std::size_t i = 0; i < groups_.size(); ++i) {
        group_of_[i].resize(row(), Grouping::ungrouped);
        groupings.push_back({grouping_names_.texts()[i], groups_[i].texts(), std::move(group_of_[i])});
    }
    return groupings;
}

void DatasetReader::read_values(const JsonNode& values) {
    if (!reader_.expect(values, Kind::object, "values")) return;
    for (const auto& member : values.members) {
        const auto node = lookup_.node(member.key);
        const auto indicator = node ? lookup_.index().nodes[*node].indicator : std::nullopt;
        if (indicator && !lookup_.index().is_read(*indicator)) {
            pass_over_computed(member);
        } else if (indicator) {
            read_value(member, data_.values.column(*indicator), *indicator);
        } else if (const auto input = lookup_.input(member.key)) {
            read_value(member, data_.inputs.column(*input), data_.values.columns() + *input);
        } else {
            refuse_value(member);
        }
    }
}

/// Says once that values of an indicator are not read, which its formula computes.
void DatasetReader::pass_over_computed(const JsonMember& member) {
    if (!passed_over_.insert(member.key).second) return;
    warnings_.push_back(reader_.text().problem({member.begin,
                                                member.length,
                                                said("'{}' is computed by its formula: what stands here is not "
                                                     "read",
                                                     member.key),
                                                {}}));
}

/// A value of a column, which is numbered as those of value_origins.
void DatasetReader::read_value(const JsonMember& member, std::span<double> values, std::size_t column) {
    const JsonNode* value = &member.value;
    if (value->kind == Kind::object) {
        const auto name = said("the value of '{}'", member.key);
        reader_.allow(*value, value_keys, name);
        ValueOrigin origin{Origin::unstated, optional_text(*value, "source")};
        if (const auto* stated = value->find("origin")) {
            origin.origin = read_origin(reader_, *stated, "origin").value_or(Origin::unstated);
        }
        if (value->find("origin") || value->find("source")) data_.value_origins[{row(), column}] = origin;
        value = reader_.require(*value, "value", name);
    }
    if (value == nullptr || value->kind == Kind::null) return;
    values[row()] = reader_.number(*value, member.key).value_or(missing);
}

void DatasetReader::refuse_value(const JsonMember& member) {
    if (!lookup_.node(member.key)) {
        return reader_.unknown(said("indicator"), member.key, member.begin, member.length, lookup_.value_codes());
    }
    reader_.fault(member, said("'{}' is no indicator: it has children", member.key),
                  said("its values stand at the indicators below it"));
}

std::string DatasetReader::optional_text(const JsonNode& object, std::string_view key) {
    const auto* value = object.find(key);
    return value ? reader_.string(*value, key).value_or("") : "";
}

}  // namespace iiindex::detail
