# The résumé-based load balancer: sends each request class to the workers skilled at it.
# Of no environment, so that its properties are the server's: those of the command line override those of the ini file.

[description]
Enables the résumé-based load balancer resumelb.

[tags]
proxy
resumelb

[depend]
server
ext
resumelb-ee10

[lib]
# Request classes and the interface of request classifiers, which users' own classifiers in lib/ext share.
lib/resumelb/core/*.jar

[ini]
jetty.httpConfig.outputAggregationSize?=0
jetty.httpConfig.maxResponseHeaderSize?=98304
jetty.httpConfig.uriCompliance?=UNSAFE

[ini-template]
## Static workers, comma-separated: http(s)://host:port[/context], each optionally ;version=V and ;protocol=P,
## with P http/1.1, h2c (over http) or h2 (over https). Of dns+http(s)://name:port each address of the name is a worker.
# resumelb.workers=

## File with one worker a line; a change is in force within two seconds.
# resumelb.workersFile=

## Milliseconds between two look-ups of a name.
# resumelb.dnsInterval=5000

## Jetty XML file that builds the classifier; it can be reloaded while serving.
# resumelb.classifier=etc/resumelb-classifier.xml

## How to choose a worker: resume (by what a request will cost on it), classic (zc.resumelb's rules) or
## least-backlog (ignores résumés).
# resumelb.policy=resume

## classic: how far above the mean a skilled worker's backlog may rise.
# resumelb.variance=4.0

## Requests that a mean backlog remembers.
# resumelb.backlogHistory=9

## Provisional score of a recruited worker, in requests/second.
# resumelb.unskilledScore=1.0

## Whether to serve only from the version that most workers run.
# resumelb.singleVersion=false

## Context path of the load balancer.
# resumelb.contextPath=/

## The workers' management path; clients asking for it get 404.
# resumelb.managementPath=/.resumelb

## File with the secret shown to workers on the management path.
# resumelb.tokenFile=

## Request classes remembered; the coldest go first.
# resumelb.maxClasses=100000

## Without effect; accepted for old configurations.
# resumelb.maxClassShare=0.25

## resume: how workers are priced; see docs/policy.md before changing any. droppedAfter and stretch are without effect.
# resumelb.resume.replicaPrice=10
# resumelb.resume.lossWeight=3
# resumelb.resume.crowdWeight=0.5
# resumelb.resume.scarceAt=0.3
# resumelb.resume.window=1700
# resumelb.resume.droppedAfter=6
# resumelb.resume.setupRequests=30
# resumelb.resume.coldWeight=0.6
# resumelb.resume.freshWorkers=8
# resumelb.resume.replicasWeighed=16
# resumelb.resume.splitGain=0.5
# resumelb.resume.bucketWork=0.01
# resumelb.resume.stretch=1.75

## Requests that may wait for a worker, and for how many milliseconds; then 503 with Retry-After.
# resumelb.maxWaiting=1024
# resumelb.waitTimeout=30000

## Requests that each worker gets at a time; more go to another, or wait.
# resumelb.maxConnectionsPerWorker=1024

## Time to connect to a worker, and without a byte to or from it, in milliseconds.
# resumelb.connectTimeout=2000
# resumelb.idleTimeout=60000

## The same for WebSocket connections.
# resumelb.tunnelIdleTimeout=300000

## Workers over https: file with the certificates to trust (empty for those that Java trusts), its type, its password
## or the file that has it, and whether a certificate must be for the worker's host.
# resumelb.tls.trustStore=
# resumelb.tls.trustStoreType=PKCS12
# resumelb.tls.trustStorePassword=
# resumelb.tls.trustStorePasswordFile=
# resumelb.tls.verifyHost=true

## A worker that fails so many requests in a row is left out, first for the one time, then for longer up to the other,
## in milliseconds; 0 failures for never. Never more than half of the workers are left out.
# resumelb.ejection.failures=5
# resumelb.ejection.baseTime=10000
# resumelb.ejection.maxTime=300000

## When the server is to stop, how long it serves on while it is no longer ready, in milliseconds.
# resumelb.stopDelay=0

## Then requests under way have so many milliseconds to end (Jetty's own setting).
# jetty.server.stopTimeout=5000

## Times that a request whose worker was lost is tried elsewhere, and the share of requests that may be retries.
# resumelb.maxRetries=2
# resumelb.retryBudget=0.2

## File with the HTML body of the 502 page when a worker was lost; empty for the built-in one.
# resumelb.disconnectPage=

## Address and port of the admin connector; port -1 turns it off.
# resumelb.admin.host=127.0.0.1
# resumelb.admin.port=8090

## Proxies in front of this load balancer: addresses and networks, comma-separated, such as 10.0.0.7, 192.168.0.0/16,
## fd00::/8. Their Forwarded and X-Forwarded-* are kept and added to; those of all others are removed.
# resumelb.trustedProxies=

## Clients that may be connected at a time; 0 for any number. More wait until one has closed.
# resumelb.maxConnections=20000

## Time for the head of a request to arrive over HTTP/1.1, in milliseconds; 0 for no limit.
# resumelb.headTimeout=10000

## Bytes per second that a request's body must bring on average while the load balancer waits for it; 0 for no limit.
# resumelb.minUploadRate=100

## Single-version mode: share of request classes, 0 to 0.5, served by the newest version that waits for its quorum.
# resumelb.canary=0

## ZooKeeper servers where workers register and settings are kept, host:port,...; empty for none.
# resumelb.zookeeper.connect=

## Node of this pool; load balancers' settings are in it, workers and load balancers below it.
# resumelb.zookeeper.path=/resumelb

## After so many milliseconds without a sign of life, ZooKeeper drops this load balancer's node.
# resumelb.zookeeper.sessionTimeout=10000

## File with scheme:credentials, such as digest:user:password; nodes made here can then be changed with these only.
# resumelb.zookeeper.credentialsFile=

## File that keeps the workers found last, for a start while ZooKeeper is away.
# resumelb.zookeeper.membershipFile=resumelb-membership.json

## host:port under which this load balancer is listed; empty for that of its first connector.
# resumelb.zookeeper.address=
