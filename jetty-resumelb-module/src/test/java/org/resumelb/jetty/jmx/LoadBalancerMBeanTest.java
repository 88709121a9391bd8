package org.resumelb.jetty.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.management.Attribute;
import javax.management.MBeanException;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.eclipse.jetty.jmx.MBeanContainer;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resumelb.jetty.LoadBalancerContext;
import org.resumelb.jetty.settings.SettingsReader;
import org.resumelb.jetty.testing.Await;

/** The load balancer as JMX shows it, through Jetty's own container of MBeans. */
class LoadBalancerMBeanTest {
    private final MBeanServer mbeans = MBeanServerFactory.newMBeanServer();
    private final ObjectName name = new ObjectName("org.resumelb:type=loadbalancer");
    private final Server server = new Server();
    private final Path classifier;

    LoadBalancerMBeanTest(@TempDir Path base) throws Exception {
        classifier = Files.writeString(
                base.resolve("c.xml"), "<Configure class=\"org.resumelb.classifier.HostClassifier\"/>");
        server.addBean(new MBeanContainer(mbeans));
        Map<String, String> properties = Map.of(
                "resumelb.classifier", "c.xml", "resumelb.admin.port", "-1", "resumelb.workers", "http://localhost:1");
        server.setHandler(new LoadBalancerContext(SettingsReader.read(properties, base)));
    }

    @BeforeEach
    void start() throws Exception {
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void itHasAFixedName() {
        assertTrue(mbeans.isRegistered(name));
    }

    @Test
    void whatIsInternalIsNotShown() throws Exception {
        Set<String> ours = mbeans.queryNames(new ObjectName("org.resumelb*:*"), null).stream()
                .map(each -> each.getKeyProperty("type"))
                .filter(type -> !type.equals("worker"))
                .collect(Collectors.toCollection(TreeSet::new));
        // Workers come with the first sample. All but the first are what Jetty shows of a context and its server.
        assertEquals(
                Set.of("loadbalancer", "loadbalancercontext", "loadbalancercontext$stopping", "pageerrorhandler"),
                ours);
        assertEquals(Set.of(), mbeans.queryNames(new ObjectName("org.eclipse.jetty.client*:*"), null));
    }

    @Test
    void itHasTheseAttributesAndOperationsEachDescribed() throws Exception {
        MBeanInfo info = mbeans.getMBeanInfo(name);
        Set<String> ours = Arrays.stream(info.getAttributes())
                .filter(attribute -> attribute.isWritable())
                .map(MBeanFeatureInfo::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of("variance", "backlogHistory", "unskilledScore", "maxClassShare", "policy"), ours);
        assertTrue(names(info.getAttributes())
                .containsAll(Set.of("backlog", "meanBacklog", "waiting", "classes", "servingWorkers")));
        assertTrue(names(info.getOperations())
                .containsAll(Set.of("reloadClassifier", "drain", "undrain", "forget", "status", "explain", "set")));
        Arrays.stream(info.getOperations())
                .forEach(operation -> assertFalse(operation.getDescription().isEmpty(), operation.getName()));
    }

    private static Set<String> names(MBeanFeatureInfo[] features) {
        return Arrays.stream(features).map(MBeanFeatureInfo::getName).collect(Collectors.toSet());
    }

    @Test
    void attributesAreReadAndSetWhileItRuns() throws Exception {
        assertChanges("variance", 4.0, 2.5);
        assertChanges("backlogHistory", 9, 20);
        assertChanges("unskilledScore", 1.0, 0.5);
        assertChanges("policy", mbeans.getAttribute(name, "policy"), "least-backlog");
    }

    private void assertChanges(String attribute, Object before, Object after) throws Exception {
        assertEquals(before, mbeans.getAttribute(name, attribute));
        mbeans.setAttribute(name, new Attribute(attribute, after));
        assertEquals(after, mbeans.getAttribute(name, attribute));
    }

    @Test
    void anyNumberOfSelectionIsSetByItsName() throws Exception {
        set("resume.replicaPrice", 7);
        set("variance", 3);
        String settings = String.valueOf(mbeans.getAttribute(name, "settings"));
        assertTrue(settings.contains("resume.replicaPrice=7.0"), settings);
        assertTrue(settings.contains("variance=3.0"), settings);
        assertFails(() -> set("resume.replicaPrice", -1), "resume.replicaPrice: -1.0 (expected: ");
        assertFails(() -> set("luck", 1), "setting: luck: no such setting (expected: ");
    }

    private void set(String setting, double value) throws Exception {
        mbeans.invoke(name, "set", new Object[] {setting, value}, new String[] {"java.lang.String", "double"});
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void aSenselessVarianceIsRefusedAndTheOldOneStays(double senseless) throws Exception {
        assertRefused("variance", senseless, "variance: " + senseless + " (expected: a number from 0 to 1000000)");
    }

    @Test
    void anySenselessSettingIsRefusedAndTheOldOneStays() throws Exception {
        assertRefused("backlogHistory", 0, "backlogHistory: 0 (expected: a whole number from 1 to 1000000)");
        assertRefused("unskilledScore", 0.0, "unskilledScore: 0.0 (expected: a number from ");
        assertRefused("policy", "fastest", "policy: fastest (expected: one of classic, least-backlog, resume");
    }

    private void assertRefused(String attribute, Object senseless, String message) throws Exception {
        Object before = mbeans.getAttribute(name, attribute);
        var error = assertThrows(
                MBeanException.class, () -> mbeans.setAttribute(name, new Attribute(attribute, senseless)));
        assertTrue(String.valueOf(error.getMessage()).contains(message), String.valueOf(error.getMessage()));
        assertEquals(error.getMessage(), error.getTargetException().getMessage());
        assertEquals(before, mbeans.getAttribute(name, attribute));
    }

    @Test
    void aWorkerIsDrainedAndUndrained() throws Exception {
        invoke("drain", "localhost:1");
        invoke("undrain", "localhost:1");
        assertFails(() -> invoke("drain", "nobody:1"), "worker: nobody:1 (expected: host:port of a member)");
    }

    @Test
    void theClassifierIsReloadedAndAnErrorNamesFileLineAndReason() throws Exception {
        assertTrue(String.valueOf(invoke("reloadClassifier")).startsWith("Classifier in force: HostClassifier"));
        Files.writeString(classifier, "\n<Configure class=\"org.example.Nobody\"/>");
        assertFails(
                () -> invoke("reloadClassifier"), classifier + ", line 2: ClassNotFoundException: org.example.Nobody");
    }

    @Test
    void statusAndExplanationsAreJson() throws Exception {
        assertTrue(String.valueOf(invoke("status")).contains("\"name\":\"localhost:1\""));
        assertTrue(String.valueOf(invoke("explain", "a")).startsWith("{\"class\":\"a\""));
        invoke("forget", "a");
    }

    @Test
    void eachWorkerHasAnMBeanOfItsOwn() throws Exception {
        ObjectName worker = new ObjectName("org.resumelb:type=worker,name=\"localhost:1\"");
        Await.untilTrue("the worker is shown", () -> mbeans.isRegistered(worker));
        assertEquals("connecting", mbeans.getAttribute(worker, "state"));
        assertEquals(0, mbeans.getAttribute(worker, "backlog"));
        assertEquals(0L, mbeans.getAttribute(worker, "requests"));
        mbeans.invoke(worker, "drain", new Object[0], new String[0]);
        mbeans.invoke(worker, "undrain", new Object[0], new String[0]);
        assertFails(
                () -> mbeans.invoke(worker, "drain", new Object[] {-1}, new String[] {"int"}),
                "seconds: -1 (expected: a whole number >= 0)");
        MBeanInfo info = mbeans.getMBeanInfo(worker);
        assertTrue(names(info.getAttributes())
                .containsAll(Set.of("reason", "meanBacklog", "inFlight", "skills", "failures", "requestsPerSecond")));
        Arrays.stream(info.getAttributes())
                .forEach(attribute -> assertFalse(attribute.getDescription().isEmpty(), attribute.getName()));
    }

    private static void assertFails(Executable operation, String message) {
        var error = assertThrows(MBeanException.class, operation);
        String reason = String.valueOf(error.getTargetException().getMessage());
        assertTrue(reason.contains(message), reason);
    }

    private Object invoke(String operation, String... arguments) throws Exception {
        String[] signature = new String[arguments.length];
        Arrays.fill(signature, String.class.getName());
        Object result = mbeans.invoke(name, operation, arguments, signature);
        return result == null ? "" : result;
    }
}
