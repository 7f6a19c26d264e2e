#pragma once

#include <cstddef>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <iiindex/judgements.hpp>

#include "ground/catalogue.hpp"
#include "load/text.hpp"

namespace iiindex::detail {

/// A run of characters in one of the tables.
struct CellPlace {
    std::size_t source = 0;
    std::size_t begin = 0;
    std::size_t length = 0;
};

/// Puts a panel together, judgement by judgement, and remembers what was wrong with them and where.
class PanelBuilder {
public:
    /// Whose judgement, and in which round.
    struct Who {
        std::size_t expert = 0;
        std::size_t round = 0;
    };
    /// Which of the two vectors of best-worst; of the other kinds there is one.
    enum class Side { only, best, worst };

    explicit PanelBuilder(const Index& index) : index_(index) {}

    /// The table that further places lie in. The text must outlive the builder.
    std::size_t open(const Text& text);
    Faults& faults(std::size_t source) { return faults_[source]; }
    void fault(const CellPlace& at, std::string what, std::string remedy = {});

    /// Names that look the same are one expert's.
    std::size_t expert(std::string_view name);
    std::size_t round(std::string_view label);
    void expert_weight(std::size_t expert, double weight, const CellPlace& at);

    /// A pair of nodes: `first` counts so many times as much as `second`.
    void compare(const Who& who, std::size_t first, std::size_t second, double preference, const CellPlace& at);
    void number(const Who& who, JudgementKind kind, std::size_t node, double number, const CellPlace& at, Side side);
    /// A cell that was left empty.
    void blank(const Who& who, JudgementKind kind, std::size_t node, const CellPlace& at, Side side);
    /// What was said is broken, and told: nothing more is said of an expert's judgement of these children.
    void spoil(const Who& who, JudgementKind kind, std::size_t node, const CellPlace& at);
    /// Where the columns of a node's children begin.
    void headed(std::size_t parent, const CellPlace& at) { headed_.emplace(parent, at); }
    /// Which child the numbers of a side are compared with.
    void base(const Who& who, std::size_t node, const CellPlace& at, Side side);
    /// A row of numbers for the children of a node begins: the same expert may not have two.
    void begin_row(const Who& who, JudgementKind kind, std::size_t parent, const CellPlace& at, Side side);

    /// The panel. Throws InputError with the problems of all tables.
    Panel finish(std::vector<Problem>& warnings);

private:
    struct Pair {
        double preference = nothing;
        CellPlace at;
    };
    /// The numbers of one side.
    struct Row {
        std::vector<double> numbers;
        std::vector<CellPlace> places;
        std::optional<std::size_t> base;
        std::optional<CellPlace> begun;
        bool has_any = false;
    };
    struct Entry {
        CellPlace at;
        std::vector<Pair> pairs;  ///< pairwise: those of (0, 1), (0, 2), (1, 2), ... by the later child
        Row rows[2];
        bool is_spoilt = false;
    };
    /// What was said about the children of one node.
    struct Group {
        JudgementKind kind = JudgementKind::pairwise;
        CellPlace at;
        bool is_mixed = false;
        std::map<std::pair<std::size_t, std::size_t>, Entry> entries;  ///< by round and expert
    };
    static constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

    Entry* entry(const Who& who, JudgementKind kind, std::size_t parent, const CellPlace& at);
    std::size_t place_of(std::size_t node) const { return places_of_children_[node]; }
    const std::vector<std::size_t>& children(std::size_t parent) const { return index_.nodes[parent].children; }
    const std::string& code(std::size_t node) const { return index_.nodes[node].code; }
    std::string place_told(const CellPlace& at, std::size_t seen_from) const;
    std::string name_of(std::size_t expert) const { return said("expert '{}'", panel_.experts[expert].name); }

    void sort_rounds();
    void finish_group(std::size_t parent, Group& group);
    std::optional<Judgement> judgement(std::size_t parent, const Group& group, const Who& who, const Entry& entry);
    bool take_pairs(std::size_t parent, const Who& who, const Entry& entry, Judgement& judgement);
    bool take_row(std::size_t parent, const Group& group, const Who& who, const Row& row, const CellPlace& at,
                  std::vector<double>& numbers);
    bool take_best_worst(std::size_t parent, const Who& who, const Entry& entry, Judgement& judgement);
    bool check_numbers(std::size_t parent, JudgementKind kind, const Who& who, const Row& row);
    void warn_of_budgets(std::size_t parent, const Group& group, std::vector<Problem>& warnings) const;

    const Index& index_;
    std::vector<std::size_t> places_of_children_;
    std::vector<const Text*> texts_;
    std::vector<Faults> faults_;
    Panel panel_;
    std::unordered_map<std::string, std::size_t> experts_, experts_as_written_, rounds_;
    std::vector<std::optional<CellPlace>> weighted_at_;
    std::map<std::size_t, Group> groups_;
    std::map<std::size_t, CellPlace> headed_;
    std::vector<std::pair<CellPlace, double>> beyond_;
};

}  // namespace iiindex::detail
