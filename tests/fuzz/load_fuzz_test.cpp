#include "catch.hpp"

#include <cmath>
#include <random>

#include <iiindex/judgements.hpp>
#include <iiindex/load.hpp>

#include "books.hpp"

using namespace iiindex;

namespace {

constexpr std::string_view index_text =
    R"({"format":"iiindex/index/1","code":"t","name":"总","normalisation":{"method":"min-max","range":[0,100]},
"aggregation":{"method":"power","exponent":2},"missing":{"impute":"group-mean","group":"g"},"tiers":{"cuts":[70,60]},
"children":[{"code":"p","name":"P","weight":0.5,"coverage":{"of":"weight","at_least":0.5},"children":[
{"code":"a","name":"甲","measure":"percent","goalposts":{"worst":1,"best":9},"cap":"both"},
{"code":"b","name":"B","denominator":"d","direction":"negative","round":{"digits":1}}]}]})";

constexpr std::string_view dataset_text =
    R"({"format":"iiindex/dataset/1","periods":{"2020":{"origin":"measured","units":[
{"code":"x","name":"北京","groups":{"g":"n"},"values":{"a":1.5,"b":{"value":2,"origin":"assumed"},"d":3},
"published":{"t":90.6,"p":{"score":1,"rank":1,"tier":1}}},{"code":"y","values":{"a":null}}],
"facts":[{"kind":"order","node":"p","units":["x","y"]},{"kind":"statement","unit":"x","indicator":"a","value":1}]},
"2019":{"units":[{"code":"x"}]}}})";

constexpr std::string_view index_rows_text =
    "code,name,parent,weight,direction,measure,worst,best,round\n"
    "t,Total,,,,,,,2\na,One,t,4,,,,,\nb,Two,a,1,-1,kg,9,1,\nc,\"Three, and more\",a,2,+,,,,\nd,四,t,6,正向,元,,,\n";

constexpr std::string_view index_levels_text =
    "创新指数,,,,\n一级指标,权重,二级指标,单位,方向\n投入,40%,经费,元,正向\n,,人员（人）,人,-1\n产出,60%,专利,件,+"
    "\n注：略,,,,\n";

constexpr std::string_view table_text =
    "code,name,period,origin,group:g,a,乙,b,d\r\n"
    "x,\"北,\"\"京\",2020,measured,n,12.3%,,\"1,234.5\",1e3\r\n"
    "\r\n"
    "y,上海,2019,,s,—,１２．５,-0,.5\n"
    "z,,2020,,n,0.1%,NA,7,2";

/// What mutations put in: what the formats treat in ways of their own.
constexpr std::string_view pieces[] = {
    "\"",       ",",      "\n",      "\r",     "\r\n",    "\t",       "{",       "}",       "[",    "]",
    ":",        "1e999",  "-",       "NaN",    "inf",     "null",     "…",       "\xFF",    "\xE5", "\xEF\xBB\xBF",
    "－",       "%",      "0",       "1e-400", ";",       "\\",       "\\u0000", "\\ud800", "code", "\"a\":",
    " ",        "\u3000", "sep=;\n", "1,234",  "1.234,5", "-9999",    "nan%",    "(1)",     "’",    "\u202F",
    "\xFF\xFE", "<",      ">",       "</row>", "&lt;",    "A1048576", "<v>",     "t=\"s\""};

/// Changes a text in one to four places.
class Mutator {
public:
    std::string operator()(std::string_view original) {
        std::string text(original);
        for (std::size_t left = 1 + below(4); left > 0 && !text.empty(); --left) change(text);
        return text;
    }

private:
    std::size_t below(std::size_t limit) { return static_cast<std::size_t>(random_()) % limit; }

    void change(std::string& text) {
        const std::size_t at = below(text.size());
        const std::size_t length = std::min(1 + below(8), text.size() - at);
        switch (below(5)) {
            case 0: text.erase(at, length); break;
            case 1: text.insert(at, pieces[below(std::size(pieces))]); break;
            case 2: text.replace(at, length, pieces[below(std::size(pieces))]); break;
            case 3: text[at] = static_cast<char>(below(256)); break;
            default: text.insert(below(text.size()), text.substr(at, 4 * length));
        }
    }

    std::mt19937 random_{20200817};
};

void check_finite(const Columns& columns) {
    for (std::size_t i = 0; i < columns.columns(); ++i) {
        for (std::size_t row = 0; row < columns.rows(); ++row) {
            const auto value = columns.at(row, i);
            if (value && !std::isfinite(*value)) FAIL("a number that is not finite");
        }
    }
}

void check_shape(const Input& input) {
    const auto& [index, data, published] = input;
    const std::size_t rows = data.units.size();
    check_finite(data.values);
    check_finite(data.inputs);
    std::size_t next = 0;
    for (const auto& period : data.periods) {
        if (period.first != next) FAIL("periods that do not follow each other");
        next = period.end();
    }
    if (next != rows || data.values.rows() != rows) FAIL("rows that are in no period");
    if (data.indicator_locations.size() != index.indicators.size()) FAIL("an indicator without a place");
    for (const auto& grouping : data.units.groupings) {
        if (grouping.group_of.size() != rows) FAIL("rows without a group");
    }
    for (const Published& figure : published.figures) {
        if (figure.row >= rows || figure.node >= index.nodes.size()) FAIL("a printed figure of nothing");
    }
}

/// Loads a mutated text. Returns whether it was taken; says every problem where it was not.
template <class Load>
bool taken(const std::string& text, const Load& load) {
    try {
        load(text);
        return true;
    } catch (const InputError& error) {
        if (error.problems().empty()) FAIL("refused for nothing");
        for (const auto& problem : error.problems()) (void)to_string(problem);
    } catch (const std::exception& error) {
        FAIL("another exception: " << error.what() << " for\n" << text);
    }
    return false;
}

template <class Load>
void fuzz(std::string_view original, int mutations, const Load& load) {
    REQUIRE(taken(std::string(original), load));
    Mutator mutate;
    int count = 0;
    for (int i = 0; i < mutations; ++i) count += taken(mutate(original), load) ? 1 : 0;
    CHECK(count > 0);
    CHECK(count < mutations);
}

}  // namespace

TEST_CASE("a mutated index is an index or an InputError") {
    fuzz(index_text, 1500, [](const std::string& text) { load_index({"i.json", text}); });
}

TEST_CASE("a mutated index in a table is an index or an InputError") {
    fuzz(index_rows_text, 1500, [](const std::string& text) { load_index({"i.csv", text}); });
    fuzz(index_levels_text, 1500, [](const std::string& text) { load_index({"i.csv", text}); });
}

TEST_CASE("a mutated dataset is a dataset or an InputError") {
    const Index index = load_index({"i.json", std::string(index_text)}).value;
    fuzz(dataset_text, 1500, [&](const std::string& text) {
        check_shape(load_dataset({"d.json", text}, index).value);
    });
}

TEST_CASE("a mutated table is a dataset or an InputError") {
    const Index index = load_index({"i.json", std::string(index_text)}).value;
    fuzz(table_text, 2500, [&](const std::string& text) { check_shape(load_dataset({"x.csv", text}, index).value); });
}

TEST_CASE("a workbook with mutated parts or bytes is a dataset, an index, judgements or an InputError") {
    const Index index = load_index({"i.csv", std::string(index_rows_text)}).value;
    const std::vector<SheetParts> sheets = {
        {"index", std::string(index_rows_text).substr(0, index_rows_text.find("c,\"Three")) + "d,D,t,1,1\n", {"A2:A2"}},
        {"data", "name,b,d\nx,1.5,2\ny,,3\n", {"A2:A3", "B2:C2"}},
        {"judgements", "expert,a,d\nLi,60,40\n"}};
    const auto load = [&](const std::string& bytes) {
        const Source source{"b.xlsx", bytes};
        check_shape(load_dataset(source).value);
        (void)is_index(source);
        (void)load_index(source);
        (void)load_judgements({source}, index, {}, {.sheet = "judgements"});
    };
    auto parts = book_parts(sheets);
    parts["xl/styles.xml"] = R"(<styleSheet><cellXfs><xf numFmtId="9"/><xf numFmtId="14"/></cellXfs></styleSheet>)";
    for (const auto& [name, text] : book_parts(sheets)) {
        fuzz(text, 300, [&, part = name](const std::string& mutated) {
            auto changed = parts;
            changed[part] = mutated;
            load(zipped(changed));
        });
    }
    fuzz(zipped(parts), 800, load);
}
