# The résumé-based load balancer: sends each request class to the workers skilled at it.
# Of no environment, so that its properties are the server's: those of the command line override those of the ini file.

[description]
Enables the résumé-based load balancer resumelb.

[version]
12.1

[tags]
proxy
resumelb

[depend]
server
ext
resumelb-ee10

[files]
# Copied once: what a user makes of it stays when the module is replaced by a newer one.
basehome:modules/resumelb/resumelb-classifier.xml|etc/resumelb-classifier.xml

[lib]
# Request classes and the interface of request classifiers, which users' own classifiers in lib/ext share.
lib/resumelb/core/*.jar

[ini]
jetty.httpConfig.outputAggregationSize?=0
jetty.httpConfig.maxResponseHeaderSize?=98304
# Over HTTP/2 each answer takes a buffer of that size, which is else made anew each time.
jetty.byteBufferPool.maxCapacity?=98304
# Else 98 KB for each connection that is used again.
jetty.httpConfig.headerCacheSize?=0
jetty.httpConfig.uriCompliance?=UNSAFE

[ini-template]
## How long requests under way have to end when the server stops, in milliseconds (Jetty's own setting).
# jetty.server.stopTimeout=5000

## The workers. Requests are sent with the protocol P: http/1.1 (default), h2c over http or h2 over https; see
## docs/proxying.md. Of dns+... each address of the name is a worker; see
## docs/configuration.md#workers-that-come-and-go. (http(s)://host:port[/context][;version=V][;protocol=P] or
## dns+http(s)://name:port..., comma-separated; each host:port once)
# resumelb.workers=

## File that lists further workers. It is watched: a change is in force within two seconds. See
## docs/configuration.md#workers-that-come-and-go. (a readable text file in UTF-8 with one worker a line, as in
## resumelb.workers)
# resumelb.workersFile=

## Pause between two look-ups of a name in resumelb.workers, in milliseconds. (a whole number from 100 to 3600000)
# resumelb.dnsInterval=5000

## File that builds the classifier, which can be reloaded while serving; see docs/configuration.md#the-classifier. (a
## Jetty XML file that builds a RequestClassifier)
# resumelb.classifier=etc/resumelb-classifier.xml

## Context path of the load balancer; workers see what is below it. (/ or a path like /context, of letters, digits
## and ._~-)
# resumelb.contextPath=/

## The workers' management path. Clients that ask for it get 404. (a path like /.resumelb, of letters, digits and
## ._~-)
# resumelb.managementPath=/.resumelb

## File with the secret shown to workers on the management path. (a readable text file with one secret of printable
## ASCII in it)
# resumelb.tokenFile=

## When the server is to stop, how long it serves on while /health/ready already answers 503, in milliseconds; for
## balancers in front of it. (a whole number from 0 to 3600000)
# resumelb.stopDelay=0

## File that keeps the names of workers that are drained, so that they are drained still when the load balancer has
## been restarted. (a path of a file)
# resumelb.drainedFile=resumelb-drained.txt

## Whether to read and check everything, print what would be in force, and end without serving: with exit code 0, or
## 1 and a line that says what is wrong. (true or false)
# resumelb.check=false

## Address of the admin connector. Elsewhere than on loopback it needs resumelb.admin.tokenFile, or
## resumelb.admin.readOnly; see docs/configuration.md#who-may-call-the-admin-connector. (a known host name or an IP
## address)
# resumelb.admin.host=127.0.0.1

## Port of the admin connector; 0 for any free one, -1 for none. (a whole number from -1 to 65535)
# resumelb.admin.port=8090

## File with the secret of those who change something on the admin connector, and who see something, health and
## metrics apart, when it is bound elsewhere than to loopback. (a readable text file with one secret of printable
## ASCII in it)
# resumelb.admin.tokenFile=

## Whether nothing can be changed on the admin connector. (true or false)
# resumelb.admin.readOnly=false

## Further names by which browsers may call the admin connector; its own address, localhost and loopback addresses
## are known. (host names or IP addresses without ports, comma-separated)
# resumelb.admin.hosts=

## How a worker is chosen: by what the request will cost on it (docs/policy.md), by zc.resumelb's rules, or by
## backlog alone. (one of classic, least-backlog, resume)
# resumelb.policy=resume

## For classic: how far above the mean a skilled worker's backlog may rise before another worker is recruited. Less
## balances more evenly, more keeps classes together. (a number from 0 to 1000000)
# resumelb.variance=4.0

## Requests that a worker's mean backlog remembers. (a whole number from 1 to 1000000)
# resumelb.backlogHistory=9

## Score, in requests/second, that a recruited worker has for a class until its own résumé says better. (a number
## from 1.0E-9 to 1000000000)
# resumelb.unskilledScore=1.0

## Without effect; accepted for old configurations. Requests that wait take fair turns instead; see
## docs/policy.md#holding-back. (a number from 0.01 to 1)
# resumelb.maxClassShare=0.25

## Whether only the version that most workers run serves; the others stand by. (true or false)
# resumelb.singleVersion=false

## In single-version mode, the share of request classes served by the newest version that waits for its quorum; see
## docs/zookeeper.md. (a number from 0 to 0.5)
# resumelb.canary=0

## Request classes remembered, the coldest go first; also the most that one résumé may have. (a whole number from 1
## to 100000000)
# resumelb.maxClasses=100000

## Price of one more replica of a class where caches are full, as a multiple of what setting up a replica costs.
## Higher means fewer replicas and longer queues. (a number from 0 to 1000)
# resumelb.resume.replicaPrice=10

## How much time lost on misses weighs where caches are full and the worker has nothing to do; at least 1. (a number
## from 1 to 100)
# resumelb.resume.lossWeight=4

## How much more it weighs for each request that the worker has, in flight or waiting, for each that it serves at a
## time. (a number from 0 to 100)
# resumelb.resume.crowdWeight=1

## Share of the time of what was warm before that is lost, from which caches count as full. In a pool that loses
## less, lost time weighs less, and replicas cost less, down to a tenth. (a number from 0.001 to 1)
# resumelb.resume.scarceAt=0.3

## Requests per worker, on average, after which a recent request counts for 37 %. (a number from 10 to 1000000)
# resumelb.resume.window=1700

## Without effect; accepted for old configurations. (a number from 0.01 to 1000000000)
# resumelb.resume.droppedAfter=6

## Requests after which a replica counts as set up, whatever it still loses. (a whole number from 1 to 1000000)
# resumelb.resume.setupRequests=30

## Weight of the latest first request on a worker in the average cost of such requests. (a number from 0.001 to 1)
# resumelb.resume.coldWeight=0.6

## Workers considered as new replicas of a class: the first in its order. (a whole number from 1 to 1000)
# resumelb.resume.freshWorkers=8

## Replicas compared for one request. A class that has more compares different ones each time. (a whole number from 1
## to 1000)
# resumelb.resume.replicasWeighed=16

## Time saved on content that the worker served before, in cold times, from which a class is split by content. (a
## number from 0 to 1000000)
# resumelb.resume.splitGain=0.5

## Most work that one bucket of a split class shall have, in workers; smaller means more buckets. (a number from
## 0.001 to 1000)
# resumelb.resume.bucketWork=0.01

## Without effect; accepted for old configurations. (a number from 1 to 1000000)
# resumelb.resume.stretch=1.75

## Requests that may wait for a worker, holding no thread. When one more comes, the newest of the class that fills
## the room most gets 503 with Retry-After. (a whole number from 0 to 10000000)
# resumelb.maxWaiting=1024

## How long a request may wait, in milliseconds; then 503 with Retry-After. (a whole number from 0 to 86400000)
# resumelb.waitTimeout=30000

## Requests, and so connections, that each worker gets at a time; more go to another worker, or wait. The policy
## resume usually sends a worker fewer. WebSocket connections do not count. (a whole number from 1 to 65535)
# resumelb.maxConnectionsPerWorker=1024

## Time to connect to a worker, in milliseconds. (a whole number from 1 to 3600000)
# resumelb.connectTimeout=2000

## Time without a byte to or from a worker, in milliseconds. Nothing is cut while bytes flow. (a whole number from 1
## to 86400000)
# resumelb.idleTimeout=60000

## The same for WebSocket connections, in milliseconds. (a whole number from 1 to 86400000)
# resumelb.tunnelIdleTimeout=300000

## File with the certificates of workers, or of who signed them, to trust over https; those that Java trusts when
## empty. Read again when it is replaced. (a readable truststore to which its password fits)
# resumelb.tls.trustStore=

## Type of the file with certificates to trust. (a type of key store that Java knows, such as PKCS12 or JKS)
# resumelb.tls.trustStoreType=PKCS12

## Password of the file with certificates to trust. A file keeps it out of lists of processes. (text)
# resumelb.tls.trustStorePassword=

## File with that password. (a readable text file with one secret of printable ASCII in it)
# resumelb.tls.trustStorePasswordFile=

## File with a key and its certificate, for workers that ask for one over https; none is shown when empty. Read again
## when it is replaced. (a readable key store to which its password fits)
# resumelb.tls.keyStore=

## Type of the file with the key. (a type of key store that Java knows, such as PKCS12 or JKS)
# resumelb.tls.keyStoreType=PKCS12

## Password of the file with the key, and of the key. A file keeps it out of lists of processes. (text)
# resumelb.tls.keyStorePassword=

## File with that password. (a readable text file with one secret of printable ASCII in it)
# resumelb.tls.keyStorePasswordFile=

## Whether a worker's certificate must be for the host that resumelb.workers names. (true or false)
# resumelb.tls.verifyHost=true

## How often a request whose worker was lost before it answered is tried elsewhere: a GET or HEAD, and any other that
## was not sent yet. Not after idleTimeout. With 0, nothing that was sent is sent twice. (a whole number from 0 to
## 100)
# resumelb.maxRetries=2

## Share of all requests that may be retries, so that an outage is not amplified. (a number from 0 to 1)
# resumelb.retryBudget=0.2

## A worker that fails so many requests in a row (lost, timed out, 502, 503, 504), or far more than the others do, is
## left out for a while; 0 for never. See docs/health.md. (a whole number from 0 to 1000000)
# resumelb.ejection.failures=5

## How long it is left out the first time, in milliseconds; the second time in succession twice as long, and so on.
## (a whole number from 1 to 86400000)
# resumelb.ejection.baseTime=10000

## How long it is left out at most, in milliseconds. (a whole number from 1 to 86400000)
# resumelb.ejection.maxTime=300000

## File with the HTML body of the 502 page when a worker was lost; built in when empty. (a readable text file in
## UTF-8)
# resumelb.disconnectPage=

## Folder with pages of your own for each status that the load balancer answers itself; see
## docs/proxying.md#error-pages. Built in when empty. (a folder with pages named like 503.html, 503.json,
## default.html, default.json)
# resumelb.errorPages=

## Proxies in front of this load balancer. Their Forwarded and X-Forwarded-* are kept and added to; those of all
## others are removed. See docs/proxying.md#where-a-request-came-from. (addresses and networks, comma-separated:
## 10.0.0.7, 192.168.0.0/16, fd00::/8)
# resumelb.trustedProxies=

## Clients that may be connected at a time, over all connectors; 0 for any number. More wait until one has closed. (a
## whole number from 0 to 10000000)
# resumelb.maxConnections=20000

## How long the head of a request may take to arrive over HTTP/1.1, in milliseconds, a TLS handshake included; then
## the connection is closed. 0 for no limit. (a whole number from 0 to 3600000)
# resumelb.headTimeout=10000

## Bytes per second that a request's body must bring on average while the load balancer waits for it, after the first
## ten seconds of waiting; a slower client gets 408. 0 for no limit. See docs/proxying.md#slow-clients. (a whole
## number from 0 to 1000000000)
# resumelb.minUploadRate=100

## ZooKeeper servers where workers register and settings are kept, host:port,...; none when empty. See
## docs/zookeeper.md. (host:port,...)
# resumelb.zookeeper.connect=

## Node of this pool; load balancers' settings are in it, workers and load balancers below it. (a path of a node like
## /resumelb)
# resumelb.zookeeper.path=/resumelb

## After so many milliseconds without a sign of life, ZooKeeper drops the node of this load balancer or worker. (a
## whole number from 1000 to 3600000)
# resumelb.zookeeper.sessionTimeout=10000

## File with scheme:credentials, such as digest:user:password; nodes made here can then be changed with these only.
## (a readable text file in UTF-8)
# resumelb.zookeeper.credentialsFile=

## File that keeps the workers found last, for a start while ZooKeeper is away. (a path of a file)
# resumelb.zookeeper.membershipFile=resumelb-membership.json

## Under which this load balancer is listed; that of its first connector when empty. (host:port)
# resumelb.zookeeper.address=
