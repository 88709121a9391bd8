package org.resumelb.jetty.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.resumelb.jetty.dashboard.Browser.quoted;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.resumelb.jetty.testing.Await;

/** The dashboard in a real browser. Run with {@code -Dresumelb.write=true}, it makes the manual's pictures. */
@Timeout(180)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DashboardTest {
    private static final Path PICTURES =
            Boolean.getBoolean("resumelb.write") ? Path.of("..", "docs", "images") : Path.of("target", "dashboard");

    @TempDir(cleanup = CleanupMode.NEVER)
    private static Path folder;

    /** Rows are alike, and looking at each takes long. */
    private static final String FEW_ROWS =
            "{ exclude: [['#matrix-table tbody tr:nth-child(n+9)'], ['#settings-body tr:nth-child(n+9)']] }";

    private static Stage stage;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        browser = new Browser(folder.resolve("profile"));
        stage = new Stage(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        if (stage != null) {
            stage.close();
            browser.close();
        }
    }

    @BeforeEach
    void aFreshPage() throws Exception {
        browser.as(1440, 900, "light").open(stage.admin());
        browser.await("document.querySelectorAll('#matrix-table tbody tr').length > 20");
        browser.await("document.querySelectorAll('#workers-body .badge.active').length === 4");
    }

    @AfterEach
    void nothingToComplainAbout() throws Exception {
        stage.firstClassifier();
        for (int i = 0; i < 4; i++) {
            stage.balancer().undrain(stage.worker(i));
        }
        assertEquals(List.of(), browser.takeComplaints());
    }

    private static String text(String selector) throws Exception {
        return browser.eval("document.querySelector(" + quoted(selector) + ").textContent")
                .textValue();
    }

    /** The row of a worker, as a selector. */
    private static String row(int worker) {
        return "[id=\"worker-" + stage.worker(worker) + "\"]";
    }

    @Test
    void itLivesAndSaysThatAllIsWell() throws Exception {
        browser.await("document.title.startsWith('✓ ')");
        assertEquals("All is well: 4 workers serve", text("#verdict-title"));
        assertEquals("live", text("#link-text"));
        assertTrue(
                browser.eval("document.getElementById('icon').href").textValue().endsWith("/ok.svg"));
        assertEquals(
                4,
                browser.eval("document.querySelectorAll('#graphs canvas').length")
                        .intValue());
        String before = text("#workers-body");
        browser.await("document.querySelector('#workers-body').textContent !== " + quoted(before));
        // Each class has one home.
        browser.await("[...document.querySelectorAll('#matrix-table tbody tr')]"
                + ".every(row => row.querySelectorAll('.home').length === 1)");
    }

    @Test
    void itStopsWhileItIsHidden() throws Exception {
        browser.eval("Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });"
                + " document.dispatchEvent(new Event('visibilitychange'))");
        assertEquals("paused", text("#link-text"));
        browser.eval("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))");
        browser.await("document.querySelector('#link-text').textContent === 'live'");
    }

    @Test
    void whatClientsMakeUpIsText() throws Exception {
        browser.await("[...document.querySelectorAll('#matrix-table button')].some(b => b.textContent === "
                + quoted(Stage.MARKUP) + ")");
        browser.click("#matrix-table button[data-class=" + quoted(Stage.MARKUP) + "]");
        browser.await("document.querySelectorAll('#explain-body tr').length > 0");
        assertEquals(Stage.MARKUP, text("#explain-title"));
        assertEquals(0, browser.eval("document.images.length").intValue());
    }

    @Test
    void aClassIsExplainedByTheKeyboardAlone() throws Exception {
        browser.eval("document.querySelector('#matrix-table button').focus()");
        browser.press("Enter", 13);
        browser.await("document.querySelector('#explain').open");
        browser.await("document.querySelector('#explain-reason').textContent.length > 5");
        browser.press("Escape", 27);
        browser.await("!document.querySelector('#explain').open");
    }

    /** First, since the pictures are nicer before anything was drained. */
    @Order(1)
    @ParameterizedTest
    @CsvSource({"390, light", "390, dark", "768, light", "1440, light", "1440, dark"})
    void itFits(int width, String colours) throws Exception {
        show(width, colours);
        browser.await("document.documentElement.scrollWidth <= innerWidth");
        browser.await("[...document.querySelectorAll('.plot canvas')].every(c => c.clientWidth <= innerWidth)");
        browser.picture(PICTURES.resolve("dashboard-" + width + "-" + colours + ".png"));
    }

    /** Each layout and each set of colours once, since looking at it all takes long. */
    @ParameterizedTest
    @CsvSource({"390, dark", "1440, light"})
    void itIsForEverybody(int width, String colours) throws Exception {
        show(width, colours);
        assertEquals(List.of(), seriousFindings());
    }

    private static void show(int width, String colours) throws Exception {
        browser.as(width, width < 500 ? 844 : 1750, colours);
        browser.await("innerWidth === " + width);
    }

    private static List<String> seriousFindings() throws Exception {
        try (InputStream axe = Objects.requireNonNull(
                DashboardTest.class.getClassLoader().getResourceAsStream("axe.min.js"), "axe.min.js")) {
            var unused = browser.eval(new String(axe.readAllBytes(), StandardCharsets.UTF_8) + "; 1");
        }
        JsonNode found = browser.eval("axe.run(" + FEW_ROWS + ", { resultTypes: ['violations'] })"
                + ".then(result => result.violations.map(v =>"
                + " [v.impact, v.id, v.nodes[0].html, v.nodes[0].failureSummary]))");
        List<String> serious = new ArrayList<>();
        for (JsonNode each : found) {
            if (List.of("serious", "critical").contains(each.get(0).textValue())) {
                serious.add(each.toString());
            }
        }
        return serious;
    }

    @Test
    void aWorkerIsDrainedAndBroughtBackByClick() throws Exception {
        browser.click(row(0) + " button");
        browser.await("document.querySelector('#drain').open");
        assertTrue(text("#drain-what").contains("the 3 other workers take"), text("#drain-what"));
        assertTrue(browser.eval("document.querySelector('#drain-last').hidden").booleanValue());
        assertEquals(List.of(), seriousFindings());
        browser.picture(PICTURES.resolve("drain.png"));
        browser.eval("document.querySelector('#drain-seconds').value = 1");
        browser.click("#drain-go");
        browser.await("document.querySelector(" + quoted(row(0) + " .why.safe") + ")");
        assertEquals(3, stage.balancer().getServingWorkers());
        browser.await("document.querySelector('#conditions').textContent.includes('is drained and safe to stop')");
        browser.await("document.querySelector('#events-list').textContent.includes("
                + quoted(stage.worker(0) + " its classes leave it") + ")");
        browser.click(row(0) + " button");
        browser.await("document.querySelector(" + quoted(row(0) + " .badge.active") + ")");
        assertEquals(4, stage.balancer().getServingWorkers());
    }

    @Test
    void theLastWorkerIsGuarded() throws Exception {
        for (int i = 1; i < 4; i++) {
            stage.balancer().drain(stage.worker(i));
        }
        browser.await("document.querySelectorAll('.badge.active').length === 1");
        browser.click(row(0) + " button");
        browser.await("!document.querySelector('#drain-last').hidden");
        assertTrue(browser.eval("document.querySelector('#drain-go').disabled").booleanValue());
        // Also when another was drained after the page had looked: the load balancer itself refuses.
        browser.eval("document.querySelector('#drain-go').disabled = false");
        browser.click("#drain-go");
        browser.await("document.querySelector('#drain-failure').textContent.includes('the only one that serves')");
        Await.untilTrue("409", () -> browser.takeComplaints().toString().contains("409"));
        assertEquals(1, stage.balancer().getServingWorkers());
        browser.click("#drain-sure");
        browser.await("!document.querySelector('#drain-go').disabled");
        browser.click("#drain-cancel");
        assertEquals(1, stage.balancer().getServingWorkers());
    }

    @Test
    void withoutWorkersItSaysSoInTheTitleAsWell() throws Exception {
        for (int i = 0; i < 4; i++) {
            stage.balancer().drain(stage.worker(i));
        }
        browser.await("document.title.startsWith('✕ ')");
        assertTrue(text("#conditions li").contains("No worker serves"), text("#conditions"));
    }

    @Test
    void aClassifierIsTriedBeforeItCounts() throws Exception {
        String before = stage.balancer().classifier().loaded().description();
        stage.classifier("<Configure>\n<Oops\n</Configure>");
        browser.await("document.querySelector('#conditions').textContent.includes('file is newer')");
        browser.click("#classifier-check");
        browser.await("document.querySelector('#classifier-answer').textContent.includes('line 3')");
        assertTrue(browser.eval("document.querySelector('#classifier-reload').disabled")
                .booleanValue());
        // The browser's console tells of the 409, as of each answer that is an error.
        Await.untilTrue("409", () -> browser.takeComplaints().toString().contains("409"));

        stage.classifier("<Configure class=\"org.resumelb.classifier.RegexClassifier\"><Arg>header:X-Site</Arg>"
                + "<Arg>^site(?&lt;class&gt;.)</Arg></Configure>");
        browser.click("#classifier-check");
        browser.await("document.querySelector('#classifier-answer').textContent.includes('RegexClassifier')");
        assertTrue(
                text("#classifier-answer").contains("Of the last 1,000 requests 1,000 would change class (100 %)"),
                text("#classifier-answer"));
        assertEquals(before, stage.balancer().classifier().loaded().description());
        assertFalse(browser.eval("document.querySelector('#classifier-reload').disabled")
                .booleanValue());
        browser.click("#classifier-reload");
        browser.await("document.querySelector('#classifier-facts').textContent.includes('site(?<class>.)')");
    }

    @Test
    void settingsAreFound() throws Exception {
        browser.await("document.querySelectorAll('#settings-body tr').length > 40");
        browser.click("#settings-changed");
        browser.await("document.querySelectorAll('#settings-body tr').length === 2");
        assertTrue(text("#settings-body").contains("resumelb.workers"), text("#settings-body"));
    }
}
