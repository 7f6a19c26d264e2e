#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <iiindex/index.hpp>
#include <iiindex/load.hpp>

#include "load/json/formulas.hpp"
#include "load/json/json_reader.hpp"

namespace iiindex::detail {

inline constexpr std::string_view index_format = "iiindex/index/1";

/// Builds an index from its JSON, which may be a file of its own or stand inside a dataset. Where the
/// reader has faults afterwards the index is not to be used.
class IndexReader {
public:
    IndexReader(JsonReader& reader, const std::optional<SettingOverrides>& overrides)
        : reader_(reader), overrides_(overrides) {}

    Index read(const JsonNode& root);

private:
    /// What holds for all below a node until one says otherwise.
    struct Settings : InheritedSettings {
        const JsonNode* aggregation_place = nullptr;
    };

    void read_node(const JsonNode& json, std::size_t parent, Settings settings);
    void read_children(const JsonNode& json, std::size_t node, const Settings& settings);
    void check_keys(const JsonNode& json, bool is_root);
    void read_identity(const JsonNode& json, Node& node);
    void read_code(const JsonNode& json, Node& node);
    void read_share(const JsonNode& json, Node& node);
    void read_settings(const JsonNode& json, Settings& settings);
    void read_indicator(const JsonNode& json, Node& node);
    void read_inner_node(const JsonNode& json, Node& node);
    void check_goalposts(const JsonNode& json, Node& node);
    void check_optimum(const JsonNode& json, Node& node);
    void imply_transform(const JsonNode& json, Node& node);
    void check_weighting();
    void check_shares();
    void check_imputation(const JsonNode& root);
    void check_target(const JsonNode& json, const Node& node);
    void check_transform(const JsonNode& json, const Node& node);
    void check_inversions();
    void check_reversals();
    void check_treatment(const JsonNode& root);
    void refuse_weights(const JsonNode& json, const JsonNode& children);
    void collect_denominators();
    std::size_t add(Node node, std::size_t parent, const JsonNode& json, const Settings& settings);

    JsonReader& reader_;
    const std::optional<SettingOverrides>& overrides_;
    Index index_;
    CodePlaces code_places_;                           ///< where each code stands in the text
    std::vector<const JsonNode*> places_;              ///< by node
    std::vector<const JsonNode*> aggregation_places_;  ///< by node; null: by default
};

}  // namespace iiindex::detail
