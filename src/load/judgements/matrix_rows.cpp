#include "load/judgements/matrix_rows.hpp"

#include <algorithm>
#include <iterator>
#include <string>

#include "load/judgements/titles.hpp"
#include "load/table/no_units.hpp"
#include "load/wording.hpp"
#include "text/normal.hpp"

namespace iiindex::detail {

bool is_found_from_judgements(std::string_view title) {
    constexpr std::string_view words[] = {"priority",
                                          "priorities",
                                          "priorityvector",
                                          "eigenvector",
                                          "principaleigenvector",
                                          "eigenvalue",
                                          "wi",
                                          "w",
                                          "lambdamax",
                                          "λmax",
                                          "λ",
                                          "ci",
                                          "cr",
                                          "ri",
                                          "c.i.",
                                          "c.r.",
                                          "r.i.",
                                          "consistencyratio",
                                          "consistencyindex",
                                          "geometricmean",
                                          "geomean",
                                          "rowproduct",
                                          "nthroot",
                                          "normalized",
                                          "normalised",
                                          "特征向量",
                                          "特征值",
                                          "最大特征值",
                                          "最大特征根",
                                          "权重向量",
                                          "权重值",
                                          "归一化",
                                          "几何平均",
                                          "几何平均值",
                                          "优先级",
                                          "一致性比例",
                                          "一致性比率",
                                          "一致性指标",
                                          "按行相乘",
                                          "开n次方"};
    const RowKind kind = kind_of_row(title);
    const std::string form = title_form(title.substr(0, title.find('=')));
    return kind == RowKind::total || kind == RowKind::weights || is_among(words, form);
}

bool begins_matrix(const std::vector<CellRow>& rows, const NodeNames& names, std::size_t place) {
    if (place + 1 >= rows.size()) return false;
    const std::vector<GridCell>& row = rows[place].cells;
    if (judgement_column(row.front().text) == JudgementColumn::expert) return false;
    std::size_t nodes = 0;
    bool next_is_one = false;
    const auto& below = names.find(rows[place + 1].cells.front().text);
    for (std::size_t i = 1; i < row.size(); ++i) {
        if (row[i].text.empty()) continue;
        const bool is_node = names.knows(row[i].text);
        if (!is_node && (nodes < 2 || !is_found_from_judgements(row[i].text))) return false;
        if (!is_node) continue;
        ++nodes;
        next_is_one = next_is_one || (!below.empty() && names.find(row[i].text) == below);
    }
    return nodes >= 2 && next_is_one;
}

}  // namespace iiindex::detail
