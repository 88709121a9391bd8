package org.resumelb.jetty;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;
import org.resumelb.jetty.admin.AdminServer;
import org.resumelb.jetty.admin.Administration;
import org.resumelb.jetty.admin.Conditions;
import org.resumelb.jetty.admin.LastWorkerException;
import org.resumelb.jetty.admin.StatusJson;
import org.resumelb.jetty.classes.ClassTraffic;
import org.resumelb.jetty.classes.ClassWork;
import org.resumelb.jetty.classifier.BoundedLog;
import org.resumelb.jetty.classifier.ClassifierCheck;
import org.resumelb.jetty.classifier.ClassifierFile;
import org.resumelb.jetty.classifier.ClassifierFileException;
import org.resumelb.jetty.classifier.ClassifierInForce;
import org.resumelb.jetty.classifier.LoadedClassifier;
import org.resumelb.jetty.classifier.SeenRequest;
import org.resumelb.jetty.client.AnswerHead;
import org.resumelb.jetty.client.Clients;
import org.resumelb.jetty.client.Refusals;
import org.resumelb.jetty.client.StoreWatch;
import org.resumelb.jetty.client.WorkerClient;
import org.resumelb.jetty.client.WorkerRequest;
import org.resumelb.jetty.connector.ClientConnections;
import org.resumelb.jetty.connector.LocalResets;
import org.resumelb.jetty.discovery.CombinedDiscovery;
import org.resumelb.jetty.discovery.DnsDiscovery;
import org.resumelb.jetty.discovery.FileDiscovery;
import org.resumelb.jetty.discovery.StaticDiscovery;
import org.resumelb.jetty.jmx.LoadBalancerMBean;
import org.resumelb.jetty.jmx.WorkerViewMBean;
import org.resumelb.jetty.metrics.ConditionLevel;
import org.resumelb.jetty.metrics.Event;
import org.resumelb.jetty.metrics.Metrics;
import org.resumelb.jetty.metrics.Observation;
import org.resumelb.jetty.metrics.Sample;
import org.resumelb.jetty.metrics.Step;
import org.resumelb.jetty.metrics.Surroundings;
import org.resumelb.jetty.metrics.WorkerTraffic;
import org.resumelb.jetty.pages.PageErrorHandler;
import org.resumelb.jetty.pages.PageSet;
import org.resumelb.jetty.proxy.PoisonRequests;
import org.resumelb.jetty.proxy.ProxyContext;
import org.resumelb.jetty.proxy.ResumeProxyServlet;
import org.resumelb.jetty.proxy.RetryBudget;
import org.resumelb.jetty.proxy.TimingWheel;
import org.resumelb.jetty.proxy.headers.ServerWideOptions;
import org.resumelb.jetty.request.RequestAttributes;
import org.resumelb.jetty.request.RequestId;
import org.resumelb.jetty.requestlog.AccessLog;
import org.resumelb.jetty.resume.Membership;
import org.resumelb.jetty.resume.ResumeParser;
import org.resumelb.jetty.resume.StreamContext;
import org.resumelb.jetty.settings.Settings;
import org.resumelb.jetty.settings.SettingsReader;
import org.resumelb.jetty.settings.StoreFile;
import org.resumelb.jetty.settings.TrustedProxies;
import org.resumelb.jetty.zookeeper.SharedTree;

/** Which way the module's packages look, what they show each other, and what none of them does. */
@AnalyzeClasses(packages = "org.resumelb.jetty", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule PACKAGES_LOOK_ONE_WAY = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("composition")
            .definedBy("org.resumelb.jetty")
            .layer("proxy")
            .definedBy("..jetty.proxy..")
            .layer("client")
            .definedBy("..jetty.client..")
            .layer("connector")
            .definedBy("..jetty.connector..")
            .layer("resume")
            .definedBy("..jetty.resume..")
            .layer("discovery")
            .definedBy("..jetty.discovery..")
            .layer("admin")
            .definedBy("..jetty.admin..")
            .layer("classifier")
            .definedBy("..jetty.classifier..")
            .layer("zookeeper")
            .definedBy("..jetty.zookeeper..")
            .layer("metrics")
            .definedBy("..jetty.metrics..")
            .layer("classes")
            .definedBy("..jetty.classes..")
            .layer("jmx")
            .definedBy("..jetty.jmx..")
            .layer("request")
            .definedBy("..jetty.request..")
            .layer("pages")
            .definedBy("..jetty.pages..")
            .layer("requestlog")
            .definedBy("..jetty.requestlog..")
            .layer("settings")
            .definedBy("..jetty.settings..")
            .whereLayer("composition")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("jmx")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("proxy")
            .mayOnlyBeAccessedByLayers("composition")
            .whereLayer("client")
            .mayOnlyBeAccessedByLayers("composition", "proxy")
            .whereLayer("connector")
            .mayOnlyBeAccessedByLayers("composition", "client")
            .whereLayer("resume")
            .mayOnlyBeAccessedByLayers("composition")
            .whereLayer("discovery")
            .mayOnlyBeAccessedByLayers("composition")
            .whereLayer("zookeeper")
            .mayOnlyBeAccessedByLayers("composition")
            .whereLayer("admin")
            .mayOnlyBeAccessedByLayers("composition")
            .whereLayer("metrics")
            .mayOnlyBeAccessedByLayers("composition", "admin")
            .whereLayer("classes")
            .mayOnlyBeAccessedByLayers("composition", "admin")
            .whereLayer("classifier")
            .mayOnlyBeAccessedByLayers("composition", "proxy", "admin")
            .whereLayer("request")
            .mayOnlyBeAccessedByLayers("composition", "proxy", "pages", "requestlog")
            .whereLayer("pages")
            .mayOnlyBeAccessedByLayers("composition", "proxy")
            .whereLayer("requestlog")
            .mayOnlyBeAccessedByLayers("composition")
            .whereLayer("settings")
            .mayOnlyBeAccessedByLayers(
                    "composition",
                    "client",
                    "connector",
                    "proxy",
                    "resume",
                    "discovery",
                    "zookeeper",
                    "classifier",
                    "admin");

    @ArchTest
    static final ArchRule PACKAGES_FORM_NO_CYCLE =
            slices().matching("org.resumelb.jetty.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule PARTS_OF_THE_PROXY_LOOK_ONE_WAY = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("exchange")
            .definedBy("..jetty.proxy")
            .layer("body")
            .definedBy("..jetty.proxy.body..")
            .layer("tunnel")
            .definedBy("..jetty.proxy.tunnel..")
            .layer("headers")
            .definedBy("..jetty.proxy.headers..")
            .layer("report")
            .definedBy("..jetty.proxy.report..")
            .whereLayer("exchange")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("body")
            .mayOnlyBeAccessedByLayers("exchange")
            .whereLayer("tunnel")
            .mayOnlyBeAccessedByLayers("exchange")
            .whereLayer("headers")
            .mayOnlyBeAccessedByLayers("exchange", "body", "tunnel");

    @ArchTest
    static final ArchRule PARTS_OF_THE_PROXY_SHOW_THEMSELVES_TO_IT_ALONE = noClasses()
            .that()
            .resideOutsideOfPackage("..jetty.proxy..")
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("..jetty.proxy.*..").and(not(belongToAnyOf(ServerWideOptions.class))));

    @ArchTest
    static final ArchRule ONLY_WHAT_OTHERS_USE_IS_PUBLIC = classes()
            .that()
            .areTopLevelClasses()
            .and()
            .areNotInterfaces()
            .and()
            .resideOutsideOfPackages("..jetty.proxy.*..", "..jetty.admin.*..")
            .and(not(belongToAnyOf(
                    LoadBalancer.class,
                    LoadBalancerContext.class,
                    LoadBalancerModule.class,
                    AccessLog.class,
                    AdminServer.class,
                    Administration.class,
                    Conditions.class,
                    LastWorkerException.class,
                    StatusJson.class,
                    ClassTraffic.class,
                    ClassWork.class,
                    ClassifierCheck.class,
                    ClassifierFile.class,
                    ClassifierFileException.class,
                    ClassifierInForce.class,
                    LoadedClassifier.class,
                    SeenRequest.class,
                    StaticDiscovery.class,
                    FileDiscovery.class,
                    DnsDiscovery.class,
                    CombinedDiscovery.class,
                    LoadBalancerMBean.class,
                    WorkerViewMBean.class,
                    WorkerView.class,
                    BoundedLog.class,
                    ClientConnections.class,
                    LocalResets.class,
                    Metrics.class,
                    ConditionLevel.class,
                    Observation.class,
                    Surroundings.class,
                    Sample.class,
                    Step.class,
                    WorkerTraffic.class,
                    Event.class,
                    PageErrorHandler.class,
                    PageSet.class,
                    PoisonRequests.class,
                    RequestAttributes.class,
                    RequestId.class,
                    Clients.class,
                    StoreWatch.class,
                    Refusals.class,
                    AnswerHead.class,
                    WorkerClient.class,
                    WorkerRequest.class,
                    ProxyContext.class,
                    ResumeProxyServlet.class,
                    RetryBudget.class,
                    TimingWheel.class,
                    Membership.class,
                    ResumeParser.class,
                    StreamContext.class,
                    Settings.class,
                    SettingsReader.class,
                    StoreFile.class,
                    SharedTree.class,
                    TrustedProxies.class)))
            .should()
            .notBePublic();

    @ArchTest
    static final ArchRule CLASSES_ARE_FINAL = classes()
            .that()
            .areNotInterfaces()
            .and()
            .areNotAnonymousClasses()
            .and()
            .areNotEnums()
            .should()
            .haveModifier(JavaModifier.FINAL);

    @ArchTest
    static final ArchRule NOTHING_SLEEPS = noClasses()
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(Thread.class, "sleep", long.class, int.class);

    @ArchTest
    static final ArchRule NOTHING_ENDS_THE_JVM_IN_PASSING =
            noClasses().should().callMethod(System.class, "exit", int.class);

    @ArchTest
    static final ArchRule ONLY_THE_ENTRANCE_ENDS_THE_JVM = noClasses()
            .that(not(belongToAnyOf(LoadBalancerModule.class)))
            .should()
            .callMethod(Runtime.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class)
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .accessField(System.class, "out");

    @ArchTest
    static final ArchRule SETTINGS_AND_RESUMES_KNOW_NO_SERVLETS = noClasses()
            .that()
            .resideOutsideOfPackages("org.resumelb.jetty", "..jetty.proxy..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.servlet..", "org.eclipse.jetty.ee10..");

    @ArchTest
    static final ArchRule EACH_PACKAGE_IS_NULL_MARKED =
            classes().that().haveSimpleName("package-info").should().beAnnotatedWith(NullMarked.class);
}
