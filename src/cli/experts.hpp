#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <iiindex/experts.hpp>

#include "cli/command.hpp"
#include "cli/options.hpp"

namespace iiindex::cli {

/// A panel's judgements and how they become weights.
struct ExpertOptions {
    std::vector<std::string> files;
    std::string judgements;
    std::string priorities = "eigenvector";
    std::string combining;
    double trim = 0.1;
    std::string rank_weights = "centroid";
    std::string random_index = "simulated";
    std::optional<double> max_consistency_ratio;
    std::string round;
};

/// What a name of a list of pairs means; the parser has checked it.
template <class Meaning>
Meaning meaning_of(std::span<const std::pair<std::string_view, Meaning>> all, const std::string& name) {
    return std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.first == name; })->second;
}

template <class Meaning>
std::vector<std::string_view> words_of(std::span<const std::pair<std::string_view, Meaning>> all) {
    std::vector<std::string_view> words;
    for (const auto& one : all) words.push_back(one.first);
    return words;
}

/// What is asked wherever judgements are read.
void add_expert_options(Syntax& syntax, ExpertOptions& options);

/// The same where a panel may be left out: its files are then an option of their own, --experts.
void add_expert_files(Syntax& syntax, ExpertOptions& options, std::string_view about);
/// Refuses what is said of a panel where there is none; for the rules of a command with add_expert_files().
void refuse_expert_options(Syntax& syntax, const ExpertOptions& options);

/// The panel of all files. Warnings go to err unless quiet; throws InputError.
Panel load_panel(const ExpertOptions& options, const Index& index, const LoadOptions& reading,
                 Environment& environment);

/// How the panel is weighed. Throws UsageError for a round that it did not have, and for what its kinds do not take.
WeighingOptions weighing_of(const ExpertOptions& options, const Panel& panel);

/// A panel, and the weights that it gives.
struct WeighedPanel {
    Panel panel;
    WeighingOptions weighing;
    std::vector<NodeWeights> weights;
};

/// Puts the weights of a panel into an index, and says so in a note; nothing where there is no panel.
///
/// reading   how the index's values are read: files of judgements have the same encoding
std::optional<WeighedPanel> put_panel_in(const ExpertOptions& options, Index& index, const LoadOptions& reading,
                                         Environment& environment);

}  // namespace iiindex::cli
