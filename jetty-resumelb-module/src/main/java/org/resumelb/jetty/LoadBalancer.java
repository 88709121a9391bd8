package org.resumelb.jetty;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.annotation.ManagedAttribute;
import org.eclipse.jetty.util.annotation.ManagedObject;
import org.eclipse.jetty.util.annotation.ManagedOperation;
import org.eclipse.jetty.util.annotation.Name;
import org.eclipse.jetty.util.component.ContainerLifeCycle;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.resumelb.discovery.Discovery;
import org.resumelb.jetty.admin.AdminServer;
import org.resumelb.jetty.admin.Administration;
import org.resumelb.jetty.admin.StatusJson;
import org.resumelb.jetty.classifier.ClassifierFile;
import org.resumelb.jetty.classifier.ClassifierFileException;
import org.resumelb.jetty.classifier.ClassifierInForce;
import org.resumelb.jetty.discovery.StaticDiscovery;
import org.resumelb.jetty.proxy.LethalRequests;
import org.resumelb.jetty.proxy.ProxyContext;
import org.resumelb.jetty.proxy.RetryBudget;
import org.resumelb.jetty.proxy.WaitingRequests;
import org.resumelb.jetty.resume.Membership;
import org.resumelb.jetty.resume.ResumeParser;
import org.resumelb.jetty.resume.StreamContext;
import org.resumelb.jetty.settings.Settings;
import org.resumelb.jetty.zookeeper.SharedTree;
import org.resumelb.policy.Policies;
import org.resumelb.pool.Explanation;
import org.resumelb.pool.Pool;
import org.resumelb.pool.PoolSettings;
import org.resumelb.pool.VersionSwitch;
import org.resumelb.settings.LiveSettings;
import org.resumelb.zookeeper.LocalAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The load balancer: composes pool, classifier, membership, clients and admin connector, and is what JMX shows. Starts
 * and stops with the context that it is a bean of. Thread-safe.
 */
@ManagedObject("The résumé-based load balancer")
public final class LoadBalancer extends ContainerLifeCycle implements Administration {
    private static final Logger LOG = LoggerFactory.getLogger(LoadBalancer.class);

    /** A worker whose node in ZooKeeper flaps is back sooner than this. */
    private static final long RETURN_MILLIS = 2_000;

    private final Pool pool;
    private final ClassifierInForce classifier;
    private final WaitingRequests waiting;
    private final ProxyContext proxyContext;
    private final LiveSettings startSettings;
    private final ClassifierFile startClassifier;
    private final @Nullable SharedTree tree;
    private final Membership membership;

    private volatile boolean stopAnnounced;

    /** The name of the policy in force. */
    private volatile String policy;

    /**
     * Composes a load balancer.
     *
     * @throws org.resumelb.jetty.classifier.ClassifierFileException when there is no classifier to start with
     */
    public LoadBalancer(Settings settings) {
        policy = settings.policy();
        pool = new Pool(Policies.named(policy), settings.pool(), System::nanoTime);
        classifier = new ClassifierInForce(new ClassifierFile(settings.classifier()));
        Scheduler scheduler = new ScheduledExecutorScheduler("resumelb-scheduler", true);
        waiting = new WaitingRequests(settings.waiting().max(), scheduler);
        pool.onAvailable(waiting::wakeAll);
        pool.onRoom(waiting::wakeSome);
        pool.capacityPerWorker(settings.upstream().maxConnectionsPerWorker());
        pool.ejection(settings.health().ejection());
        pool.onHealthChange(HealthLog::log);
        HttpClient upstream = Clients.upstream(settings.upstream());
        HttpClient resumes = Clients.resumes(settings.upstream());
        startSettings = new LiveSettings(settings.pool(), policy, null);
        startClassifier = classifier.file();
        tree = tree(settings);
        Discovery discovery = tree == null ? new StaticDiscovery(settings.workers()) : tree;
        membership = new Membership(discovery, streams(settings, resumes, scheduler), tree == null ? 0 : RETURN_MILLIS);
        pool.onVersionSwitch(LoadBalancer::logVersion);
        proxyContext = new ProxyContext(
                settings,
                pool,
                classifier,
                upstream,
                scheduler,
                waiting,
                new RetryBudget(settings.retries().budget()),
                new LethalRequests(),
                membership::suspect);
        // In this order they start; in the reverse they stop.
        addBean(scheduler);
        addBean(upstream);
        addBean(resumes);
        if (tree != null) {
            addBean(tree, true);
        }
        addBean(membership, true);
        addBean(new AffinityWatch(() -> pool.status().affinity(), scheduler), true);
        if (settings.admin().port() >= 0) {
            addBean(new AdminServer(settings.admin(), this), true);
        }
    }

    private @Nullable SharedTree tree(Settings settings) {
        Settings.ZooKeeper zookeeper = settings.zookeeper();
        return zookeeper == null
                ? null
                : new SharedTree(zookeeper, settings.workers(), startSettings, this::apply, pool::balancers);
    }

    private static void logVersion(VersionSwitch change) {
        LOG.info("Version {} serves after version {}, {} workers", change.to(), change.from(), change.workers());
    }

    /**
     * Puts settings in force, all or none.
     *
     * @throws ClassifierFileException when there is no such classifier
     */
    private synchronized void apply(LiveSettings settings) {
        useClassifier(settings.classifier());
        if (!settings.policy().equals(policy)) {
            setPolicy(settings.policy());
        }
        if (!settings.pool().equals(pool.settings())) {
            change(settings.pool());
        }
    }

    private void useClassifier(@Nullable String file) {
        Settings.ZooKeeper zookeeper = proxyContext.settings().zookeeper();
        ClassifierFile wanted = file == null || zookeeper == null
                ? startClassifier
                : new ClassifierFile(zookeeper.base().resolve(file).normalize());
        if (!wanted.path().equals(classifier.file().path())) {
            if (classifier.use(wanted)) {
                pool.forgetAll();
            }
            LOG.info("Classifier in force: {}", classifier.loaded().description());
        }
    }

    /** The server that this load balancer is in listens: other load balancers are told that it is there. */
    void listening(@Nullable String boundHost, int port) {
        Settings.ZooKeeper zookeeper = proxyContext.settings().zookeeper();
        if (tree != null && zookeeper != null) {
            String own = LocalAddress.of(boundHost, zookeeper.access().firstHost()) + ":" + port;
            tree.register(Objects.requireNonNullElse(zookeeper.address(), own), description(zookeeper));
        }
    }

    private Map<String, Object> description(Settings.ZooKeeper zookeeper) {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("pid", ProcessHandle.current().pid());
        AdminServer admin = getBean(AdminServer.class);
        if (admin != null) {
            String host = LocalAddress.of(admin.host(), zookeeper.access().firstHost());
            description.put("admin", "http://" + host + ":" + admin.port());
        }
        return description;
    }

    private StreamContext streams(Settings settings, HttpClient client, Scheduler scheduler) {
        return new StreamContext(
                client,
                scheduler,
                pool,
                settings.managementPath(),
                settings.token(),
                new ResumeParser(settings.pool().maxClasses()),
                () -> classifier.loaded().fingerprint(),
                () -> ThreadLocalRandom.current().nextDouble());
    }

    /** What the proxy servlet works with. */
    ProxyContext proxyContext() {
        return proxyContext;
    }

    @Override
    public Pool pool() {
        return pool;
    }

    @Override
    public ClassifierInForce classifier() {
        return classifier;
    }

    @Override
    @ManagedAttribute("Requests that wait for a worker")
    public int getWaiting() {
        return waiting.size();
    }

    @ManagedAttribute("Requests sent to workers and not finished")
    public int getBacklog() {
        return pool.status().backlog();
    }

    @ManagedAttribute("Event-decayed mean of the backlog")
    public double getMeanBacklog() {
        return pool.status().meanBacklog();
    }

    @Override
    @ManagedAttribute("Requests lost together with two workers' connections and not tried on a third")
    public long getLethalRequests() {
        return proxyContext.lethalRequests().count();
    }

    @ManagedAttribute("How often a worker was left out because it failed requests")
    public long getEjections() {
        return pool.status().ejections();
    }

    @Override
    @ManagedAttribute("Whether the server is about to stop")
    public boolean isStopAnnounced() {
        return stopAnnounced;
    }

    /** The server is to stop: from now on not ready; returns after the time in which others may notice. */
    void announceStop() {
        stopAnnounced = true;
        long millis = proxyContext.settings().health().stopDelayMillis();
        LOG.info("To stop with a backlog of {}, in {} ms", getBacklog(), millis);
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ManagedAttribute("How many workers serve")
    public int getServingWorkers() {
        return pool.servingWorkers();
    }

    @ManagedAttribute("Request classes remembered")
    public int getClasses() {
        return pool.status().classes();
    }

    @ManagedAttribute("Time of a class's first request on a worker as a multiple of later ones'; NaN when unknown")
    public double getColdOverWarm() {
        return pool.status().affinity().coldOverWarm();
    }

    @ManagedAttribute("Request classes for which affinity was measured to gain nothing")
    public int getClassesWithoutGain() {
        return pool.status().classesWithoutGain();
    }

    @ManagedAttribute("How far above the mean a skilled worker's backlog may rise (classic)")
    public double getVariance() {
        return pool.settings().variance();
    }

    public void setVariance(double variance) {
        change(pool.settings().withVariance(variance));
    }

    @ManagedAttribute("Requests that a mean backlog remembers")
    public int getBacklogHistory() {
        return pool.settings().backlogHistory();
    }

    public void setBacklogHistory(int backlogHistory) {
        change(pool.settings().withBacklogHistory(backlogHistory));
    }

    @ManagedAttribute("Provisional score of a recruited worker, in requests/second")
    public double getUnskilledScore() {
        return pool.settings().unskilledScore();
    }

    public void setUnskilledScore(double unskilledScore) {
        change(pool.settings().withUnskilledScore(unskilledScore));
    }

    @ManagedAttribute("Share of the workers that one class may hold while others need them (resume)")
    public double getMaxClassShare() {
        return pool.settings().maxClassShare();
    }

    public void setMaxClassShare(double maxClassShare) {
        change(pool.settings().withMaxClassShare(maxClassShare));
    }

    @ManagedAttribute("All settings of selection in force")
    public String getSettings() {
        return pool.settings().toString();
    }

    @ManagedOperation(value = "Sets a number of selection, such as variance or resume.replicaPrice", impact = "ACTION")
    public void set(
            @Name(value = "name", description = "the property without resumelb.") String name,
            @Name(value = "value", description = "the number") double value) {
        if (!LiveSettings.NAMES.contains(name)) {
            throw new IllegalArgumentException("setting: " + name + " (expected: one of " + LiveSettings.NAMES + ")");
        }
        change(new LiveSettings(pool.settings(), policy, null)
                .with(Map.of(name, value))
                .pool());
    }

    private void change(PoolSettings settings) {
        pool.settings(settings);
        LOG.info("Settings in force: {}", settings);
    }

    @ManagedAttribute("The policy in force: how a worker is chosen")
    public String getPolicy() {
        return policy;
    }

    public synchronized void setPolicy(String newPolicy) {
        pool.policy(Policies.named(newPolicy));
        policy = newPolicy;
        LOG.info("Policy in force: {}", newPolicy);
    }

    @Override
    @ManagedOperation(
            value = "Reads the classifier's file again; after an error the classifier stays",
            impact = "ACTION")
    public String reloadClassifier() {
        boolean different = classifier.reload();
        if (different) {
            pool.forgetAll();
        }
        String outcome = "Classifier in force: " + classifier.loaded().description()
                + (different ? "; skills learnt under the former are forgotten" : "; it names requests as before");
        LOG.info(outcome);
        return outcome;
    }

    @Override
    @ManagedOperation(value = "Takes work from a worker; its running requests finish", impact = "ACTION")
    public void drain(@Name(value = "worker", description = "host:port") String worker) {
        drain(worker, true);
    }

    @Override
    @ManagedOperation(value = "Gives a drained worker work again", impact = "ACTION")
    public void undrain(@Name(value = "worker", description = "host:port") String worker) {
        drain(worker, false);
    }

    @Override
    @ManagedOperation(
            value = "Takes work from a worker gradually: its classes leave it one after the other",
            impact = "ACTION")
    public void drain(
            @Name(value = "worker", description = "host:port") String worker,
            @Name(value = "seconds", description = "how long the classes take to leave") int seconds) {
        if (seconds < 0) {
            throw new IllegalArgumentException("seconds: " + seconds + " (expected: a whole number >= 0)");
        }
        require(membership.drain(worker, seconds), worker);
        LOG.info("Worker {} is drained within {} s", worker, seconds);
    }

    private static void require(boolean found, String worker) {
        if (!found) {
            throw new IllegalArgumentException("worker: " + worker + " (expected: host:port of a member)");
        }
    }

    private void drain(String worker, boolean draining) {
        require(draining ? membership.drain(worker, 0) : membership.undrain(worker), worker);
        LOG.info("Worker {} is {}", worker, draining ? "drained" : "no longer drained");
    }

    @ManagedOperation(value = "Forgets all skills for a request class", impact = "ACTION")
    public void forget(@Name(value = "class", description = "request class") String requestClass) {
        pool.forget(requestClass);
        LOG.info("Skills for class {} are forgotten", requestClass);
    }

    @ManagedOperation(value = "The state of the load balancer, as JSON", impact = "INFO")
    public String status() {
        return StatusJson.status(this);
    }

    @ManagedOperation(value = "Who would get a request of a class, and why, as JSON", impact = "INFO")
    public String explain(@Name(value = "class", description = "request class") String requestClass) {
        Explanation explanation = pool.explain(requestClass);
        return StatusJson.explanation(explanation);
    }

    @Override
    protected void doStart() throws Exception {
        stopAnnounced = false;
        super.doStart();
    }

    /** Time that running requests get when the server stops is the server's own; nothing here waits. */
    @Override
    protected void doStop() throws Exception {
        super.doStop();
        LOG.info("Load balancer stopped with a backlog of {}", getBacklog());
    }
}
