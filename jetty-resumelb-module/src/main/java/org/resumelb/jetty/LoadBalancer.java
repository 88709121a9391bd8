package org.resumelb.jetty;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.annotation.ManagedAttribute;
import org.eclipse.jetty.util.annotation.ManagedObject;
import org.eclipse.jetty.util.annotation.ManagedOperation;
import org.eclipse.jetty.util.annotation.Name;
import org.eclipse.jetty.util.component.ContainerLifeCycle;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.resumelb.discovery.Discovery;
import org.resumelb.discovery.DiscoveryState;
import org.resumelb.jetty.admin.AdminServer;
import org.resumelb.jetty.admin.Administration;
import org.resumelb.jetty.admin.Conditions;
import org.resumelb.jetty.admin.StatusJson;
import org.resumelb.jetty.classes.ClassWork;
import org.resumelb.jetty.classifier.ClassifierCheck;
import org.resumelb.jetty.classifier.ClassifierFile;
import org.resumelb.jetty.classifier.ClassifierFileException;
import org.resumelb.jetty.classifier.ClassifierInForce;
import org.resumelb.jetty.client.Clients;
import org.resumelb.jetty.client.StoreWatch;
import org.resumelb.jetty.client.WorkerClient;
import org.resumelb.jetty.metrics.Metrics;
import org.resumelb.jetty.metrics.Observation;
import org.resumelb.jetty.metrics.Surroundings;
import org.resumelb.jetty.pages.PageSet;
import org.resumelb.jetty.proxy.PoisonRequests;
import org.resumelb.jetty.proxy.ProxyContext;
import org.resumelb.jetty.proxy.RetryBudget;
import org.resumelb.jetty.proxy.TimingWheel;
import org.resumelb.jetty.resume.Membership;
import org.resumelb.jetty.resume.ResumeParser;
import org.resumelb.jetty.resume.StreamContext;
import org.resumelb.jetty.settings.Settings;
import org.resumelb.jetty.zookeeper.SharedTree;
import org.resumelb.policy.Policies;
import org.resumelb.pool.Explanation;
import org.resumelb.pool.HealthChange;
import org.resumelb.pool.Pool;
import org.resumelb.pool.VersionSwitch;
import org.resumelb.settings.SettingInForce;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The load balancer: composes the pool, classifier, membership, clients and admin connector, and is what JMX shows.
 * Starts and stops with the context that contains it as a bean. Thread-safe.
 */
@ManagedObject("The résumé-based load balancer")
public final class LoadBalancer extends ContainerLifeCycle implements Administration {
    private static final Logger LOG = LoggerFactory.getLogger(LoadBalancer.class);

    /**
     * The parts that start and stop with this object. They are not beans of it, so that JMX does not show some eighty
     * internal objects.
     */
    private final ContainerLifeCycle parts = new ContainerLifeCycle();

    private final Pool pool;
    private final ClassifierInForce classifier;
    private final ProxyContext proxyContext;
    private final SettingsInForce inForce;
    private final Discovery discovery;
    private final Membership membership;
    private final Draining draining;
    private final @Nullable Registration registration;
    private final Metrics metrics;
    private final Conditions conditions;
    private final ClassWork classWork = new ClassWork(System::nanoTime);

    private volatile boolean stopAnnounced;
    private volatile @Nullable Server server;

    /**
     * Composes a load balancer.
     *
     * @throws org.resumelb.jetty.classifier.ClassifierFileException if there is no classifier to start with
     */
    public LoadBalancer(Settings settings) {
        pool = new Pool(Policies.named(settings.policy()), settings.pool(), System::nanoTime);
        classifier = new ClassifierInForce(new ClassifierFile(settings.classifier()));
        Scheduler scheduler = new ScheduledExecutorScheduler("resumelb-scheduler", true);
        TimingWheel requestTimers = new TimingWheel(scheduler);
        pool.maxWaiting(settings.waiting().max());
        pool.onFailure(failure -> LOG.warn("A request or a listener failed", failure));
        pool.capacityPerWorker(settings.upstream().maxConnectionsPerWorker());
        pool.ejection(settings.health().ejection());
        metrics = new Metrics(pool, scheduler);
        pool.observer(classWork);
        pool.onHealthChange(this::healthChanged);
        HttpClient upstream = Clients.upstream(settings.upstream());
        HttpClient resumes = Clients.resumes(settings.upstream());
        inForce = new SettingsInForce(settings, pool, classifier);
        Settings.ZooKeeper zookeeper = settings.zookeeper();
        SharedTree tree = zookeeper == null ? null : tree(zookeeper);
        registration = tree == null || zookeeper == null ? null : new Registration(tree, zookeeper);
        discovery = WorkerSources.of(settings, tree);
        StreamContext streams = streams(settings, resumes, scheduler);
        membership = new Membership(
                discovery,
                streams,
                WorkerSources.returnMillis(settings),
                settings.health().drainedFile());
        draining = new Draining(pool, membership);
        pool.onVersionSwitch(this::versionSwitched);
        proxyContext = new ProxyContext(
                settings,
                pool,
                classifier,
                upstream,
                new WorkerClient(upstream),
                requestTimers,
                new RetryBudget(settings.retries().budget()),
                new PoisonRequests(),
                "resumelb-"
                        + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()),
                new PageSet(settings.pages().templates(), settings.pages().disconnect()),
                membership::suspect);
        conditions = new Conditions(this);
        metrics.with(surroundings(tree != null), () -> server);
        observation().onSample(new WorkerViews(this));
        // In this order they start; in the reverse they stop.
        parts.addBean(scheduler);
        parts.addBean(requestTimers);
        parts.addBean(new PoolClock(pool, scheduler), true);
        parts.addBean(metrics.observation(), true);
        parts.addBean(upstream);
        parts.addBean(resumes);
        parts.addBean(new StoreWatch(settings.upstream().tls(), List.of(upstream, resumes), scheduler), true);
        if (tree != null) {
            parts.addBean(tree, true);
        }
        parts.addBean(membership, true);
        parts.addBean(new AffinityWatch(() -> pool.status().affinity(), scheduler), true);
        if (settings.admin().port() >= 0) {
            parts.addBean(new AdminServer(settings.admin(), this), true);
        }
    }

    private SharedTree tree(Settings.ZooKeeper zookeeper) {
        return new SharedTree(zookeeper, inForce.atStart(), inForce::apply, pool::balancers);
    }

    private void versionSwitched(VersionSwitch change) {
        LOG.info(
                "Version {} now serves instead of version {}, with {} workers",
                change.to(),
                change.from(),
                change.workers());
        observation().tell("version", null, "version " + change.to() + " serves instead of version " + change.from());
    }

    private void healthChanged(HealthChange change) {
        HealthLog.log(change);
        observation().healthChanged(change);
    }

    /**
     * Opens the admin connector's port before anything starts.
     *
     * @throws IOException naming the property if the port is not available
     */
    void openAdmin() throws IOException {
        AdminServer admin = parts.getBean(AdminServer.class);
        if (admin != null) {
            admin.open();
        }
    }

    /** The server that contains this load balancer is listening: other load balancers are told about it. */
    void listening(Server server, @Nullable String boundHost, int port) {
        LOG.info(StartMessage.of(server, this, parts.getBean(AdminServer.class)));
        if (registration != null) {
            registration.register(boundHost, port, parts.getBean(AdminServer.class));
        }
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

    private Surroundings surroundings(boolean hasZooKeeper) {
        return new Surroundings(
                membership::reason,
                proxyContext.retryBudget()::byReason,
                proxyContext.poisonRequests()::count,
                classifier::failures,
                () -> hasZooKeeper
                        ? OptionalInt.of(discovery().equals(DiscoveryState.OK) ? 1 : 0)
                        : OptionalInt.empty(),
                conditions::levels);
    }

    /** Sets the server that contains this load balancer, for its metrics. */
    void server(Server newServer) {
        server = newServer;
    }

    @Override
    public Observation observation() {
        return metrics.observation();
    }

    @Override
    public Conditions conditions() {
        return conditions;
    }

    @Override
    public ClassWork classWork() {
        return classWork;
    }

    @Override
    public ClassifierCheck checkClassifier() {
        return classifier.check();
    }

    @Override
    public Metrics metrics() {
        return metrics;
    }

    /** What the proxy servlet needs. */
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
    public DiscoveryState discovery() {
        return discovery.state();
    }

    @Override
    public String reason(String worker) {
        return membership.reason(worker);
    }

    @Override
    @ManagedAttribute("Requests that wait for a worker")
    public int getWaiting() {
        return pool.waiting();
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
        return proxyContext.poisonRequests().count();
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

    /**
     * The server is about to stop: this load balancer is no longer ready. Returns after the time that others have to
     * notice.
     */
    void announceStop() {
        stopAnnounced = true;
        long millis = proxyContext.settings().health().stopDelayMillis();
        LOG.info("Stopping in {} ms, with a backlog of {}", millis, getBacklog());
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

    @ManagedAttribute("How many requests a worker is taken to serve at a time; NaN when not measured")
    public double getConcurrency() {
        return pool.status().concurrency();
    }

    @ManagedAttribute("How far above the mean a skilled worker's backlog may rise (classic)")
    public double getVariance() {
        return pool.settings().variance();
    }

    public void setVariance(double variance) {
        inForce.set("variance", variance);
    }

    @ManagedAttribute("Requests that a mean backlog remembers")
    public int getBacklogHistory() {
        return pool.settings().backlogHistory();
    }

    public void setBacklogHistory(int backlogHistory) {
        inForce.set("backlogHistory", backlogHistory);
    }

    @ManagedAttribute("Provisional score of a recruited worker, in requests/second")
    public double getUnskilledScore() {
        return pool.settings().unskilledScore();
    }

    public void setUnskilledScore(double unskilledScore) {
        inForce.set("unskilledScore", unskilledScore);
    }

    @ManagedAttribute("Without effect; accepted for old configurations")
    public double getMaxClassShare() {
        return pool.settings().maxClassShare();
    }

    public void setMaxClassShare(double maxClassShare) {
        inForce.set("maxClassShare", maxClassShare);
    }

    @ManagedAttribute("All settings of selection in force")
    public String getSettings() {
        return pool.settings().toString();
    }

    @ManagedOperation(value = "Sets a number of selection, such as variance or resume.replicaPrice", impact = "ACTION")
    public void set(
            @Name(value = "name", description = "the property without resumelb.") String name,
            @Name(value = "value", description = "the number") double value) {
        inForce.set(name, value);
    }

    @Override
    public List<SettingInForce> config() {
        return inForce.all();
    }

    @ManagedAttribute("The policy in force: how a worker is chosen")
    public String getPolicy() {
        return inForce.policy();
    }

    public void setPolicy(String newPolicy) {
        inForce.policy(newPolicy);
    }

    @Override
    @ManagedOperation(
            value = "Reads the classifier's file again; after an error the classifier stays",
            impact = "ACTION")
    public String reloadClassifier() {
        try {
            String outcome = inForce.reloadClassifier();
            observation().reloaded(true, outcome);
            return outcome;
        } catch (ClassifierFileException e) {
            observation().reloaded(false, String.valueOf(e.getMessage()));
            throw e;
        }
    }

    @ManagedOperation(value = "Takes work from a worker; its running requests finish", impact = "ACTION")
    public void drain(@Name(value = "worker", description = "host:port") String worker) {
        drain(worker, 0, false);
    }

    @Override
    @ManagedOperation(value = "Gives a drained worker work again", impact = "ACTION")
    public void undrain(@Name(value = "worker", description = "host:port") String worker) {
        draining.undrain(worker);
        observation().tell("undrained", worker, "gets work again");
    }

    @ManagedOperation(
            value = "Takes work from a worker gradually: its classes leave it one after the other",
            impact = "ACTION")
    public void drain(
            @Name(value = "worker", description = "host:port") String worker,
            @Name(value = "seconds", description = "how long the classes take to leave") int seconds) {
        drain(worker, seconds, false);
    }

    @Override
    public void drain(String worker, int seconds, boolean unlessLast) {
        draining.drain(worker, seconds, unlessLast);
        if (seconds == 0) {
            observation().tell("drained", worker, "gets nothing new");
        } else {
            observation().tell("handover", worker, "its classes leave it within " + seconds + " s");
        }
    }

    @Override
    @ManagedOperation(value = "Forgets all skills for a request class", impact = "ACTION")
    public void forget(@Name(value = "class", description = "request class") String requestClass) {
        pool.forget(requestClass);
        LOG.info("Skills for class {} are forgotten", requestClass);
        observation().tell("forgotten", null, "what was known of class " + requestClass + " is forgotten");
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

    /** The parts that start and stop with this object, in that order. */
    public ContainerLifeCycle parts() {
        return parts;
    }

    @Override
    public void dump(Appendable out, String indent) throws IOException {
        dumpObjects(out, indent, parts);
    }

    @Override
    protected void doStart() throws Exception {
        stopAnnounced = false;
        super.doStart();
        parts.start();
    }

    /** The server itself grants running requests time when it stops; nothing here waits. */
    @Override
    protected void doStop() throws Exception {
        parts.stop();
        super.doStop();
        LOG.info("Load balancer stopped with a backlog of {}", getBacklog());
    }
}
