#!/usr/bin/env python3
"""Drives the page of `iiindex report` in a headless Chromium, opened from disk as a reader opens it.

    report_test.py PROGRAM SOURCE_FOLDER OUTPUT_FOLDER

The pages and their screenshots, wide and narrow, with scripts and without, are left in the output folder to be looked
at. Prints "skipped:" and why where there is nothing to drive a browser with.
"""

import base64
import json
import os
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
    from selenium.webdriver.support.ui import Select
except ImportError:
    sys.exit(print("skipped: no selenium for this Python (Debian: python3-selenium)"))

BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
if not BROWSER or not DRIVER:
    sys.exit(print("skipped: no chromium or no chromedriver (Debian: chromium, chromium-driver)"))

PROGRAM, SOURCE, OUTPUT = map(Path, sys.argv[1:4])
LANGUAGES = ("zh", "en")
WIDTHS = (1280, 390)
PRIMARY = ("environment", "funding", "research", "infrastructure", "results")
# The pairs whose radars the report of 2020 draws.
PAIRS = (("beijing", "shanghai"), ("hangzhou", "nanjing"), ("chongqing", "wuhan"))


def page(language):
    return OUTPUT / f"report-{language}.html"


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
            subprocess.run([PROGRAM, "report", SOURCE / "data/2020.json", "--lang", language, "-o", page(language), "-q"],
                           check=True)
        cls.browser = start_browser()

    @classmethod
    def tearDownClass(cls):
        cls.browser.quit()

    def open(self, language, width=1280, scripts=True):
        self.browser.get("about:blank")
        self.browser.get_log("browser")
        self.browser.get_log("performance")
        command = self.browser.execute_cdp_cmd
        command("Emulation.setScriptExecutionDisabled", {"value": not scripts})
        command("Emulation.setDeviceMetricsOverride",
                {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False})
        self.browser.get(page(language).as_uri())

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
        return self.browser.find_element(By.XPATH, f"//table[contains(@class, 'all')]//th/button[. = '{title}']")

    def published(self):
        units = json.loads((SOURCE / "data/2020-published.json").read_text())["units"]
        return {unit["code"]: unit for unit in units}

    def radar(self):
        """The table below the radar that is shown: a list of scores for each of the two units."""
        return [self.texts(f"#radar .wide .cell-{unit}") for unit in (0, 1)]

    def choose(self, first, second):
        Select(self.find("#first")).select_by_visible_text(first)
        Select(self.find("#second")).select_by_visible_text(second)

    def points(self, unit):
        """The corners of a unit's line, one coordinate after another."""
        text = self.find(f"#radar .wide .line-{unit}").get_attribute("points")
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
        self.assertEqual(len(self.rows()), 10)

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
                    self.assertEqual("".join(self.texts("#radar .wide .title")),
                                     published[first][name] + versus + published[second][name])
            # The last pair is the one that the page is made with: the script draws what the program drew, by the
            # scores as shown.
            after = self.points(0) + self.points(1)
            self.assertEqual(len(after), 2 * 2 * len(PRIMARY))
            self.assertLess(max(abs(a - b) for a, b in zip(after, before)), 0.5)

    def test_without_scripts_everything_is_there_but_the_controls(self):
        self.open("zh", scripts=False)
        self.assertEqual(len(self.rows()), 36)
        self.assertFalse(self.find("#search").is_displayed())
        self.assertFalse(self.find("#first").is_displayed())
        self.assertEqual(self.radar()[0][0], "85.6")
        self.assertEqual(self.console(), [])

    def test_it_is_as_wide_as_the_window(self):
        for language in LANGUAGES:
            for width in WIDTHS:
                for scripts in (True, False):
                    with self.subTest(language=language, width=width, scripts=scripts):
                        self.open(language, width, scripts)
                        size = self.browser.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
                        self.assertEqual(size["width"], width)
                        self.assertNotEqual(self.find("#radar .wide").is_displayed(),
                                            self.find("#radar .narrow").is_displayed())
                        name = f"report-{language}-{width}-{'scripts' if scripts else 'plain'}.png"
                        self.photograph(OUTPUT / name, size)

    def photograph(self, path, size):
        clip = {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}
        picture = self.browser.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True, "clip": clip})
        path.write_bytes(base64.b64decode(picture["data"]))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
