#!/usr/bin/env python3
"""Drives the page of `iiindex report` in a headless Chromium, opened from disk as a reader opens it.

    report_test.py PROGRAM SOURCE_FOLDER OUTPUT_FOLDER

The pages are left in the output folder to be looked at and, with IIINDEX_PHOTOGRAPHS set, pictures of them, wide and
narrow, with scripts and without. Prints "skipped:" and why where there is nothing to drive a browser with.
"""

import base64
import csv
import io
import itertools
import json
import os
import random
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

try:
    from selenium import webdriver
    from selenium.webdriver.chrome.options import Options
    from selenium.webdriver.chrome.service import Service
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys
    from selenium.webdriver.support.ui import Select
except ImportError:
    sys.exit(print("skipped: no selenium for this Python (Debian: python3-selenium)"))

BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
if not BROWSER or not DRIVER:
    sys.exit(print("skipped: no chromium or no chromedriver (Debian: chromium, chromium-driver)"))

PROGRAM, SOURCE, OUTPUT = map(Path, sys.argv[1:4])
PHOTOGRAPHS = "IIINDEX_PHOTOGRAPHS" in os.environ
LANGUAGES = ("zh", "en")
WIDTHS = (1280, 390)
PRIMARY = ("environment", "funding", "research", "infrastructure", "results")
# The pairs whose radars the report of 2020 draws.
PAIRS = (("beijing", "shanghai"), ("hangzhou", "nanjing"), ("chongqing", "wuhan"))


SEED = 20
WEIGHT_SETS = 20
INDEX = SOURCE / "data/industrial-internet.json"


def page(language):
    return OUTPUT / f"report-{language}.html"


def run(*arguments):
    return subprocess.run([PROGRAM, *arguments, "-q"], check=True, capture_output=True, text=True).stdout


def children_of(node):
    """By the code of each node that has any: those of its children."""
    children = node.get("children", [])
    below = {node["code"]: [child["code"] for child in children]} if children else {}
    for child in children:
        below |= children_of(child)
    return below


def with_gaps(path):
    """The values of 2020, a tenth of them missing."""
    rows = list(csv.reader((SOURCE / "data/2020.csv").read_text().splitlines()))
    chance = random.Random(SEED)
    for row in rows[1:]:
        row[5:] = ["" if chance.random() < 0.1 else value for value in row[5:]]
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(rows)


def start_browser():
    options = Options()
    options.binary_location = BROWSER
    for argument in ("--headless=new", "--hide-scrollbars", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    if os.geteuid() == 0:
        options.add_argument("--no-sandbox")  # Chromium will not run as root with one
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(service=Service(DRIVER), options=options)


class ReportPage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        OUTPUT.mkdir(parents=True, exist_ok=True)
        for language in LANGUAGES:
            run("report", SOURCE / "data/2020.json", "--lang", language, "-o", page(language))
        cls.browser = start_browser()

    @classmethod
    def tearDownClass(cls):
        cls.browser.quit()

    def open(self, language, width=1280, scripts=True, dark=False, fragment=""):
        self.show(page(language), width, scripts, dark, fragment)

    def show(self, path, width=1280, scripts=True, dark=False, fragment=""):
        self.browser.get("about:blank")
        self.browser.get_log("browser")
        self.browser.get_log("performance")
        command = self.browser.execute_cdp_cmd
        command("Emulation.setScriptExecutionDisabled", {"value": not scripts})
        command("Emulation.setDeviceMetricsOverride",
                {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False})
        command("Emulation.setEmulatedMedia",
                {"features": [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]})
        self.browser.get(path.as_uri() + fragment)

    def console(self):
        return [entry["message"] for entry in self.browser.get_log("browser")]

    def requests(self):
        messages = [json.loads(entry["message"])["message"] for entry in self.browser.get_log("performance")]
        return [message["params"]["request"]["url"] for message in messages
                if message["method"] == "Network.requestWillBeSent"]

    def find(self, selector):
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def texts(self, selector):
        """What stands in the elements that are shown; all at once, as a question each would take long."""
        return self.browser.execute_script("""return [...document.querySelectorAll(arguments[0])]
            .filter(one => one.getClientRects().length > 0).map(one => one.textContent.trim())""", selector)

    def rows(self):
        """The cells of the visible rows of the table of all scores."""
        return self.browser.execute_script("""return [...document.querySelectorAll('table.all tbody tr')]
            .filter(row => row.getClientRects().length > 0).map(row => [...row.cells].map(cell => cell.textContent.trim()))""")

    def head(self, title):
        return self.browser.find_element(By.XPATH, f"//table[contains(@class, 'all')]//th/span[. = '{title}']")

    def published(self):
        units = json.loads((SOURCE / "data/2020-published.json").read_text())["units"]
        return {unit["code"]: unit for unit in units}

    def radar(self):
        """The table below the radar that is shown: a list of scores for each of the two units."""
        return [self.texts(f"#choose .wide .cell-{unit}") for unit in (0, 1)]

    def choose(self, first, second):
        Select(self.find("#first")).select_by_visible_text(first)
        Select(self.find("#second")).select_by_visible_text(second)

    def points(self, unit):
        """The corners of a unit's line, one coordinate after another."""
        text = self.find(f"#choose .wide .line-{unit}").get_attribute("points")
        return [float(number) for number in text.replace(",", " ").split()]

    def test_nothing_is_loaded_and_nothing_complained_of(self):
        for language in LANGUAGES:
            with self.subTest(language):
                self.open(language)
                self.choose(*[option.text for option in Select(self.find("#first")).options[3:5]])
                self.head("Name" if language == "en" else "名称").click()
                self.assertEqual(self.requests(), [page(language).as_uri()])
                self.assertEqual(self.console(), [])

    def test_the_policy_keeps_out_what_is_not_the_pages_own(self):
        self.open("en")
        policy = self.find("meta[http-equiv='Content-Security-Policy']").get_attribute("content")
        self.assertIn("default-src 'none'", policy)
        for weak in ("unsafe", "*", "http", "data:", "'self'"):
            self.assertNotIn(weak, policy)
        refused = self.browser.execute_async_script("""
            const done = arguments[arguments.length - 1], refused = [];
            document.addEventListener('securitypolicyviolation', event => refused.push(event.effectiveDirective));
            const add = (name, set) => document.body.append(Object.assign(document.createElement(name), set));
            add('script', {textContent: 'window.intruder = true'});
            add('img', {src: 'file:///intruder.png'});
            document.body.setAttribute('style', 'color: red');
            setTimeout(() => done([window.intruder === true, refused.sort()]), 300);""")
        self.assertFalse(refused[0])
        self.assertEqual([directive.split("-")[0] for directive in refused[1]], ["img", "script", "style"])

    def test_the_table_is_sorted_by_a_click_on_a_head(self):
        self.open("zh")
        column = 3 + 1 + PRIMARY.index("research")
        self.assertEqual([row[1] for row in self.rows()][:3], ["北京", "上海", "深圳"])
        self.head("研发能力").click()
        scores = [float(row[column]) for row in self.rows()]
        self.assertEqual(len(scores), 36)
        self.assertEqual(scores, sorted(scores, reverse=True))
        self.assertEqual([row[1] for row in self.rows()][:3], ["北京", "上海", "武汉"])
        self.assertEqual(self.head("研发能力").find_element(By.XPATH, "..").get_attribute("aria-sort"), "descending")
        self.head("研发能力").click()
        scores = [float(row[column]) for row in self.rows()]
        self.assertEqual(scores, sorted(scores))
        self.head("排名").click()
        self.assertEqual([int(row[0]) for row in self.rows()], sorted(int(row[0]) for row in self.rows()))

    def test_names_are_sorted_as_their_language_does(self):
        self.open("en")
        self.head("Name").click()
        names = [row[1] for row in self.rows()]
        self.assertEqual(names, sorted(names))

    def test_the_table_is_searched(self):
        self.open("zh")
        self.find("#search").send_keys("京")
        self.assertEqual([row[1] for row in self.rows()], ["北京", "南京"])
        self.assertEqual(self.find("#count").text, "2 / 36")
        self.find("#search").clear()
        self.find("#search").send_keys("第二梯队")
        self.assertEqual(len(self.rows()), 0)  # names are searched, not what stands beside them

    def test_deeper_levels_are_shown_when_asked_for(self):
        self.open("en")
        def shown():
            return len(self.texts("table.all thead th"))

        self.assertEqual(shown(), 3 + 1 + 5)
        Select(self.find("#depth")).select_by_value("2")
        self.assertEqual(shown(), 3 + 1 + 5 + 12)
        Select(self.find("#depth")).select_by_value("3")
        self.assertEqual(shown(), 3 + 1 + 5 + 12 + 20)

    def test_the_radar_of_two_cities_shows_their_printed_scores(self):
        published = self.published()
        for language, name, versus in (("zh", "name", " VS "), ("en", "name_en", " vs ")):
            self.open(language)
            before = self.points(0) + self.points(1)
            for first, second in reversed(PAIRS):
                with self.subTest(language=language, first=first, second=second):
                    self.choose(published[first][name], published[second][name])
                    printed = [[f"{published[unit]['published'][node]['score']:.1f}" for node in PRIMARY]
                               for unit in (first, second)]
                    self.assertEqual(self.radar(), printed)
                    self.assertEqual("".join(self.texts("#choose .wide .title")),
                                     published[first][name] + versus + published[second][name])
            # The last pair is the one that the page is made with: the script draws what the program drew, by the
            # scores as shown.
            after = self.points(0) + self.points(1)
            self.assertEqual(len(after), 2 * 2 * len(PRIMARY))
            self.assertLess(max(abs(a - b) for a, b in zip(after, before)), 0.5)

    def slide(self, code, value):
        self.browser.execute_script("""arguments[0].value = arguments[1];
            for (const kind of ['input', 'change']) arguments[0].dispatchEvent(new Event(kind, {bubbles: true}));""",
                                    self.find("#weight-" + code), value)

    def own_ranking(self):
        """The cells of the ranking by own weights: rank, places moved, name, score, tier, published rank."""
        return self.browser.execute_script("""return [...document.querySelectorAll('table.own tbody tr')]
            .map(row => [...row.cells].filter(cell => !cell.classList.contains('bars')).map(cell => cell.textContent.trim()))""")

    def computed(self, weights, *options):
        """Rank, name, score and tier, in that order, as `compute --weights` gives them."""
        path = OUTPUT / "weights.csv"
        path.write_text("code,weight\n" + "".join(f"{code},{weight}\n" for code, weight in weights.items()))
        text = run("compute", *options, "--weights", path, "--depth", "0", "--digits", "1", "--lang", "zh", "-f", "csv")
        return [[row["排名"] or "–", row["名称"], row["中国城市工业互联网发展指数"] or "–", row["梯队"]]
                for row in csv.DictReader(io.StringIO(text))]

    def assert_agrees(self, path, weights, *options):
        expected = self.computed(weights, *options)
        self.assertEqual([[row[0], row[2], row[3], row[4]] for row in self.own_ranking()], expected)

    def agree_on_random_weights(self, path, sets, nodes, *options):
        """Weights given by the address of the page; of the total's children, or of those of every node."""
        run("report", *options, "--lang", "zh", "-o", path)
        self.show(path)
        below = children_of(json.loads(INDEX.read_text()))
        chance = random.Random(SEED)
        for number in range(sets):
            groups = [below["iii"]] if nodes == "primary" else list(below.values())
            weights = {code: chance.randint(0, 100) for group in groups for code in group}
            for group in groups:
                if not any(weights[code] for code in group):
                    weights[group[0]] = 1
            with self.subTest(number=number, weights=weights):
                fragment = "#w=" + ",".join(f"{code}:{weight}" for code, weight in weights.items())
                self.browser.execute_script("location.hash = arguments[0]", fragment)
                self.browser.execute_async_script("setTimeout(arguments[0])")
                self.assert_agrees(path, weights, *options)
        self.assertEqual(self.console(), [])

    def test_own_weights_agree_with_compute(self):
        self.agree_on_random_weights(OUTPUT / "own.html", WEIGHT_SETS, "primary", SOURCE / "data/2020.json")

    def test_own_weights_of_deeper_levels_agree_too(self):
        self.agree_on_random_weights(OUTPUT / "own-deep.html", WEIGHT_SETS, "all", SOURCE / "data/2020.json")

    def test_own_weights_agree_where_values_are_missing(self):
        gaps = OUTPUT / "gaps.csv"
        with_gaps(gaps)
        for rule in ("reweight", "none"):
            self.agree_on_random_weights(OUTPUT / f"own-gaps-{rule}.html", 5, "all", gaps, "-i", INDEX, "--missing", rule)

    def test_own_weights_draw_bars_of_scores_alone(self):
        gaps = OUTPUT / "gaps.csv"
        with_gaps(gaps)
        path = OUTPUT / "own-bars.html"
        run("report", gaps, "-i", INDEX, "--missing", "none", "--lang", "zh", "-o", path)
        self.show(path)
        without = [row[3] == "–" for row in self.own_ranking()]
        drawn = self.browser.execute_script(
            "return [...document.querySelectorAll('table.own .bar')].map(bar => bar.getClientRects().length > 0)")
        self.assertEqual(drawn, [not lacks for lacks in without])
        self.assertIn(True, without)

    def test_own_weights_agree_by_other_means(self):
        for method in ("geometric", "harmonic", "minimum", '{"method": "power", "exponent": 3}',
                       '{"method": "geometric", "inverted": true, "on": [1, 10]}'):
            with self.subTest(method):
                self.agree_on_random_weights(OUTPUT / "own-method.html", 4, "all", SOURCE / "data/2020.json",
                                             "--aggregate", method)

    def test_own_weights_agree_where_unevenness_counts(self):
        gaps = OUTPUT / "gaps.csv"
        with_gaps(gaps)
        for method in ('{"method": "mazziotta-pareto"}', '{"method": "mazziotta-pareto", "penalty": "plus", "divisor": "n-1"}'):
            for values in ([SOURCE / "data/2020.json"], [gaps, "-i", INDEX]):
                with self.subTest(method=method, values=values):
                    self.agree_on_random_weights(OUTPUT / "own-uneven.html", 2, "all", *values, "--aggregate", method)

    def test_own_weights_agree_where_scores_are_put_in(self):
        gaps = OUTPUT / "gaps-grouped.csv"
        with_gaps(gaps)
        rows = list(csv.reader(gaps.read_text().splitlines()))
        for number, row in enumerate(rows):
            row.append(("north", "south", "west", "")[number % 4] if number else "group:region")
        with gaps.open("w", newline="") as file:
            csv.writer(file).writerows(rows)
        for rule in ('{"impute": "mean"}', '{"impute": "median"}', '{"impute": "group-mean", "group": "region"}',
                     '{"impute": "group-median", "group": "region"}'):
            with self.subTest(rule):
                self.agree_on_random_weights(OUTPUT / "own-put-in.html", 2, "all", gaps, "-i", INDEX, "--missing", rule)
        self.agree_on_random_weights(OUTPUT / "own-put-in.html", 2, "all", gaps, "-i", INDEX, "--missing",
                                     '{"impute": "median"}', "--aggregate",
                                     '{"method": "geometric", "inverted": true, "on": [1, 10]}')

    def test_own_weights_agree_where_indicators_are_counted(self):
        gaps = OUTPUT / "gaps.csv"
        with_gaps(gaps)
        for rule in ("weight", "children", "indicators"):
            index = json.loads(INDEX.read_text())
            for node in (index, *index["children"]):
                node["coverage"] = {"of": rule, "at_least": 0.8}
            path = OUTPUT / f"index-{rule}.json"
            path.write_text(json.dumps(index))
            with self.subTest(rule):
                self.agree_on_random_weights(OUTPUT / "own-counted.html", 3, "all", gaps, "-i", path)

    def test_what_a_page_cannot_compute_has_no_sliders_and_says_why(self):
        path = OUTPUT / "own-none.html"
        run("report", SOURCE / "data/2020.json", "--aggregate", "topsis", "--lang", "en", "-o", path)
        self.show(path)
        self.assertEqual(self.browser.find_elements(By.CSS_SELECTOR, "#own input"), [])
        self.assertIn("'topsis'", self.find("#own").text)
        self.assertEqual(self.console(), [])

    def test_a_slider_ranks_anew_and_says_so(self):
        self.open("zh")
        published = self.own_ranking()
        self.assertEqual([row[0] for row in published], [row[5] for row in published])
        self.slide("environment", 100)
        weights = {"environment": 100, "funding": 20, "research": 25, "infrastructure": 15, "results": 25}
        self.assert_agrees(page("zh"), weights, SOURCE / "data/2020.json")
        moved = [row for row in self.own_ranking() if row[0] != row[5]]
        self.assertGreater(len(moved), 0)
        for row in moved:
            places = int(row[5]) - int(row[0])
            self.assertEqual(row[1], ("▲" if places > 0 else "▼") + str(abs(places)))
        self.assertIn(f"名次变动：{len(moved)} 座城市", self.find("#own-summary").text)
        self.assertEqual(self.find("#weight-environment").get_attribute("aria-valuetext"), "54.1 %")
        self.browser.execute_async_script("setTimeout(arguments[0], 600)")
        self.assertEqual(self.find("#own-heard").get_attribute("textContent"), self.find("#own-summary").text)
        # The link holds the weights, and opens the page with them.
        ranking = self.own_ranking()
        link = self.find("#own-link").get_attribute("href")
        self.assertEqual(self.browser.current_url, link)
        self.show(page("zh"), fragment="#" + link.split("#")[1])
        self.assertEqual(self.own_ranking(), ranking)
        self.find("#own-reset").click()
        self.assertEqual(self.own_ranking(), published)

    def test_weights_that_are_all_zero_are_refused(self):
        self.open("en")
        for code in PRIMARY:
            self.slide(code, 0)
        self.assertIn("cannot all be 0", self.find("#own-summary").text)
        self.assertNotEqual(self.find("#weight-results").get_attribute("value"), "0")
        self.assertEqual(self.console(), [])

    def test_own_weights_by_keyboard(self):
        self.open("en")
        slider = self.find("#weight-research")
        slider.send_keys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
        self.assertEqual(slider.get_attribute("value"), "27")
        self.assertTrue(slider.get_attribute("aria-label").endswith("R&D capability"), slider.get_attribute("aria-label"))
        self.find("#own-deeper").send_keys(Keys.ENTER)
        self.assertTrue(self.find("#weight-policies").is_displayed())
        self.assertEqual(self.find("#own-deeper").get_attribute("aria-expanded"), "true")
        self.head("Name").send_keys(Keys.ENTER)
        self.assertEqual([row[1] for row in self.rows()], sorted(row[1] for row in self.rows()))

    def test_a_profile_is_found_by_search_and_by_click(self):
        self.open("zh")
        self.find("#find-unit").send_keys("哈尔滨")
        self.assertEqual(self.texts("details.profile[open] summary strong"), ["哈尔滨"])
        text = self.find("details.profile[open]").text
        for part in ("第 28 名", "第四梯队", "前一位是南昌", "后一位是长春", "长处", "短板", "升一名"):
            self.assertIn(part, text)
        self.find("#find-unit").clear()
        self.find("#find-unit").send_keys("武", Keys.ENTER)
        self.assertEqual(self.browser.switch_to.active_element.tag_name, "summary")
        self.open("zh")
        self.browser.find_element(By.XPATH, "//table[contains(@class, 'all')]//a[. = '成都']").click()
        self.browser.execute_async_script("setTimeout(arguments[0], 50)")
        self.assertEqual(self.texts("details.profile[open] summary strong"), ["成都"])
        self.assertEqual(self.console(), [])

    def test_pairs_are_told_and_drawn(self):
        path = OUTPUT / "pairs.html"
        run("report", SOURCE / "data/2020.json", "--lang", "zh", "--pairs", "北京:上海,杭州：南京", "--pairs", "重庆:武汉",
            "-o", path)
        for scripts in (True, False):
            self.show(path, scripts=scripts)
            self.assertEqual(self.texts("#pairs h3")[:3], ["北京 VS 上海", "杭州 VS 南京", "重庆 VS 武汉"])
            self.assertEqual(len(self.texts("#pairs .wide svg")), 4 if scripts else 3)
            self.assertIn("北京的总指数（相差 11.8）和全部 5 个一级指数均领先于上海", self.find("#pairs").text)

    def test_the_authors_words_are_escaped(self):
        path, words = OUTPUT / "author.html", OUTPUT / "author.md"
        words.write_text("# 总指数\n<script>alert(1)</script> **要点**\n\n# 研发能力（之后）\n- 一\n- [报告](https://example.org/a?b&c)\n")
        run("report", SOURCE / "data/2020.json", "--lang", "zh", "--text", words, "-o", path)
        self.show(path)
        self.assertEqual(self.texts("#total .author p"), ["<script>alert(1)</script> 要点"])
        self.assertEqual(self.texts("#total .author strong"), ["要点"])
        self.assertEqual(self.texts(".part .author li"), ["一", "报告"])
        self.assertEqual(self.requests(), [path.as_uri()])
        self.assertEqual(self.console(), [])

    def test_hostile_names_stay_texts(self):
        path, values = OUTPUT / "hostile.html", OUTPUT / "hostile.csv"
        name = "</script><img src=x onerror=alert(1)>\"'&"
        rows = list(csv.reader((SOURCE / "data/2020.csv").read_text().splitlines()))
        rows[1][1] = rows[1][2] = name
        with values.open("w", newline="") as file:
            csv.writer(file).writerows(rows)
        run("report", values, "-i", INDEX, "--lang", "zh", "-o", path)
        self.show(path)
        self.slide("funding", 90)
        self.find("#find-unit").send_keys("onerror")
        self.assertEqual(self.texts("details.profile[open] summary strong"), [name])
        self.assertEqual(self.browser.find_elements(By.CSS_SELECTOR, "img"), [])
        self.assertEqual(self.requests(), [path.as_uri()])
        self.assertEqual(self.console(), [])

    def test_the_table_is_saved(self):
        self.open("zh")
        saved = self.browser.execute_script("""let text;
            const make = URL.createObjectURL;
            URL.createObjectURL = blob => { text = blob.text(); return '#'; };
            document.getElementById('save').click();
            URL.createObjectURL = make;
            return text;""")
        rows = list(csv.reader(io.StringIO(saved.removeprefix("\ufeff"))))
        expected = list(csv.reader(io.StringIO(run("compute", SOURCE / "data/2020.json", "--depth", "3", "-f", "csv",
                                                   "--lang", "zh"))))
        self.assertEqual(len(rows), 37)
        by_name = {row[3]: row for row in rows[1:]}
        titles = rows[0]
        for row in expected[1:]:
            for title, value in zip(expected[0], row):
                column = titles.index("总指数" if title == "中国城市工业互联网发展指数" else title)
                self.assertEqual(by_name[row[expected[0].index("名称")]][column], value, title)

    def test_without_scripts_everything_is_there_but_the_controls(self):
        self.open("zh", scripts=False)
        self.assertEqual(len(self.rows()), 36)
        self.assertFalse(self.find("#search").is_displayed())
        self.assertFalse(self.find("#first").is_displayed())
        self.assertFalse(self.find("#own-tools").is_displayed())
        self.assertEqual(len(self.texts("table.weights tbody tr")), 5 + 12 + 20)
        self.assertEqual(len(self.texts("details.profile summary")), 36)
        self.assertEqual(self.radar()[0][0], "85.6")
        self.assertEqual(self.console(), [])

    def test_it_is_as_wide_as_the_window(self):
        for language, width, scripts, dark in itertools.product(LANGUAGES, WIDTHS, (True, False), (False, True)):
            if dark and not scripts:
                continue
            with self.subTest(language=language, width=width, scripts=scripts, dark=dark):
                self.open(language, width, scripts, dark)
                size = self.browser.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
                self.assertEqual(size["width"], width)
                self.assertNotEqual(self.find("#choose .wide").is_displayed(),
                                    self.find("#choose .narrow").is_displayed())
                if PHOTOGRAPHS:
                    name = f"report-{language}-{width}-{'scripts' if scripts else 'plain'}-{'dark' if dark else 'light'}.png"
                    self.photograph(OUTPUT / name, size)

    def test_it_is_printed_as_pdf(self):
        path = OUTPUT / "report.pdf"
        run("report", SOURCE / "data/2020.json", "--lang", "zh", "--pairs", "北京:上海", "-o", path)
        self.assertEqual(path.read_bytes()[:5], b"%PDF-")

    def photograph(self, path, size):
        clip = {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}
        picture = self.browser.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True, "clip": clip})
        path.write_bytes(base64.b64decode(picture["data"]))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
