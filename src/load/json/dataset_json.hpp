#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <iiindex/dataset.hpp>
#include <iiindex/load.hpp>

#include "load/json/json_reader.hpp"
#include "load/json/published.hpp"
#include "load/node_lookup.hpp"
#include "load/table/labels.hpp"

namespace iiindex::detail {

inline constexpr std::string_view dataset_format = "iiindex/dataset/1";

/// Whether an array is a list of units, which are read one by one: a table of many must not stand in memory twice.
bool is_list_of_units(const std::vector<std::string>& keys);

/// Builds a dataset from its JSON, whose lists of units are read one by one. Where the reader has faults afterwards the
/// dataset is not to be used.
class DatasetReader {
public:
    /// Of the options those that say which units are to be left out.
    DatasetReader(JsonReader& reader, const Index& index, const LoadOptions& options, std::vector<Problem>& warnings)
        : reader_(reader), lookup_(index), options_(options), warnings_(warnings) {}

    /// Puts what was printed into `published`.
    Dataset read(const JsonNode& root, Publication& published);

private:
    /// The units of one period and what stands beside them: the root, or a member of "periods".
    struct Section {
        const JsonNode* units = nullptr;
        const JsonNode* facts = nullptr;
        Origin origin = Origin::unstated;  ///< of this period alone
        std::size_t first = 0;             ///< row
    };

    void read_head(const JsonNode& root);
    void read_sections(const JsonNode& root);
    void read_periods(const JsonNode& root, const JsonNode& periods);
    void read_period(const JsonMember& member);
    void add_section(const JsonNode& json, std::string label, Origin origin);
    std::string read_label(const JsonNode& root);
    void allocate();
    void read_section(Section& section, std::uint32_t period);
    void read_units(const Section& section, std::uint32_t period);
    void take_plain_values(JsonNode& unit, std::size_t row);
    void read_section_facts(const Section& section);
    void refuse_duplicates();
    JsonNode code_of(std::size_t row);
    std::vector<std::size_t> rows_left_out();

    void read_unit(const JsonNode& unit, Origin origin);
    std::string read_unit_code(const JsonNode& unit);
    void read_row_origin(const JsonNode& unit, Origin origin);
    void read_groups(const JsonNode& groups);
    void read_values(const JsonNode& values);
    void pass_over_computed(const JsonMember& member);
    void read_value(const JsonMember& member, std::span<double> values, std::size_t column);
    void refuse_value(const JsonMember& member);
    std::vector<Grouping> take_groupings();
    std::string optional_text(const JsonNode& object, std::string_view key);

    std::size_t row() const { return data_.units.size(); }

    JsonReader& reader_;
    NodeLookup lookup_;
    const LoadOptions& options_;
    std::vector<Problem>& warnings_;
    Dataset data_;
    Publication published_;
    std::vector<Section> sections_;
    std::set<std::string> passed_over_;     ///< indicators whose values are not read
    std::vector<std::string> labels_;       ///< by section
    std::vector<std::uint32_t> period_of_;  ///< a row each
    Labels grouping_names_;
    std::vector<Labels> groups_;                        ///< by grouping
    std::vector<std::vector<std::uint32_t>> group_of_;  ///< by grouping, then row
};

}  // namespace iiindex::detail
