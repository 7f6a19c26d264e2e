#include <array>

#include "cli/command.hpp"

namespace iiindex::cli {

std::span<const Command> commands() {
    static const std::array list = {
        Command{"compute",
                marked("Scores, ranks and tiers"),
                add_compute,
                {"compute data/2020.json", "compute data/2020.csv --top 10 -f csv -o ranking.csv"}},
        Command{"check",
                marked("Every problem of the inputs; writes no scores"),
                add_check,
                {"check data/2020.json",
                 "check docs/tutorial/towns-2025.csv -i docs/tutorial/index.csv --previous docs/tutorial/towns.csv"}},
        Command{"verify",
                marked("Computed against published scores, ranks and tiers"),
                add_verify,
                {"verify data/2020.json", "verify data/2020.csv --published data/2020-published.json"}},
        Command{"methods",
                marked("Every method by the name that files and options take"),
                add_methods,
                {"methods", "methods -f csv"}},
        Command{"explain",
                marked("A unit's scores opened up, and what it takes to go up"),
                add_explain,
                {"explain data/2020.json 杭州", "explain data/2020.json Hangzhou research --lang en"}},
        Command{
            "compare",
            marked("Units side by side, and where the gap comes from"),
            add_compare,
            {"compare data/2020.json 北京 上海", "compare data/2020.json Hangzhou Nanjing --by research --lang en"}},
        Command{"coupling",
                marked("Coupling coordination degree of nodes"),
                add_coupling,
                {"coupling data/2020.json environment results", "coupling data/2020.json 资金支持 研发能力 发展成效"}},
        Command{
            "change",
            marked("What moved between two years, and why"),
            add_change,
            {"change docs/tutorial/towns.csv docs/tutorial/towns-2025.csv -i docs/tutorial/index.csv",
             "change docs/tutorial/towns.csv docs/tutorial/towns-2025.csv -i docs/tutorial/index.csv --by network"}},
        Command{
            "chart",
            marked("Bars, radar, tiers and more, as SVG or PNG"),
            add_chart,
            {"chart data/2020.json -o bars.svg", "chart data/2020.json --kind radar --units 北京,上海 -o radar.svg"}},
        Command{"report",
                marked("One page of HTML: charts, tables, method and notes"),
                add_report,
                {"report data/2020.json -o report.html",
                 "report docs/tutorial/towns-2025.csv -i docs/tutorial/index.csv --previous docs/tutorial/towns.csv -o "
                 "towns.html"}},
        Command{"template",
                marked("An empty table for next year's values"),
                add_template,
                {"template --units data/2020.json --period 2021 -o 2021.xlsx",
                 "template -i docs/tutorial/index.csv -o values.csv"}},
        Command{"init",
                marked("An index from a table of values, or from another form"),
                add_init,
                {"init docs/tutorial/towns.csv -o towns.xlsx", "init data/industrial-internet.json -o index.csv"}},
        Command{"recover",
                marked("The weights and values behind a published index"),
                add_recover,
                {"recover weights data/2020-published.json", "recover values data/2020-published.json -f csv"}},
        Command{
            "robustness",
            marked("How sure the ranks are, and which choice matters"),
            add_robustness,
            {"robustness data/2020.json --lang en", "robustness data/2020.json --by environment --replicates 1000"}},
        Command{"coherence",
                marked("Statistics of the structure: spread, correlations, influence"),
                add_coherence,
                {"coherence data/2020.json --lang en", "coherence data/2020.json --table importance -f csv"}},
        Command{"sql",
                marked("The index as one query for a database or a cluster"),
                add_sql,
                {"sql -i data/industrial-internet.json --dialect duckdb --table cities",
                 "sql -i docs/example/index.json --dialect postgres --table towns --scales docs/example/values.csv "
                 "--as view -o towns.sql"}},
        Command{"weigh",
                marked("Weights from experts' judgements"),
                add_weigh,
                {"weigh docs/experts/pairs.csv --lang en", "weigh docs/experts/ratings.csv -o weights.csv"}},
        Command{"completion",
                marked("Completion of commands and options, for a shell"),
                add_completion,
                {"completion bash", "completion zsh"}},
        Command{"help", marked("The options of a command"), add_help, {"help compute", "help recover weights"}},
    };
    return list;
}

}  // namespace iiindex::cli
