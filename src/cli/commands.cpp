#include <array>

#include "cli/command.hpp"

namespace iiindex::cli {

std::span<const Command> commands() {
    static constexpr std::array list = {
        Command{"compute", "Scores, ranks and tiers", add_compute},
        Command{"check", "Every problem of the inputs; writes no scores", add_check},
        Command{"verify", "Computed against published scores, ranks and tiers", add_verify},
        Command{"methods", "Every method by the name that files and options take", add_methods},
        Command{"explain", "A unit's scores opened up, and what it takes to go up", add_explain},
        Command{"compare", "Units side by side, and where the gap comes from", add_compare},
        Command{"change", "What moved between two years, and why", add_change},
        Command{"chart", "Bars, radar, tiers and more, as SVG or PNG", add_chart},
        Command{"report", "One page of HTML: charts, tables, method and notes", add_report},
        Command{"template", "An empty table for next year's values", add_template},
        Command{"init", "An index from a table of values, or from another form", add_init},
        Command{"recover", "The weights and values behind a published index", add_recover},
        Command{"robustness", "How sure the ranks are, and which choice matters", add_robustness},
        Command{"coherence", "Statistics of the structure: spread, correlations, influence", add_coherence},
        Command{"weigh", "Weights from experts' judgements", add_weigh},
    };
    return list;
}

}  // namespace iiindex::cli
