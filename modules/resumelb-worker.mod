# Makes the server a worker: registers it in ZooKeeper, and if asked installs the résumé filter in its ee10 webapps.

[description]
Registers this server as a worker of resumelb, with its real port; can install the résumé filter in all webapps.

[tags]
proxy
resumelb

[depend]
server
graceful
logging
resumelb-worker-ee10

[ini-template]
## ZooKeeper servers, host:port,...; empty to register nowhere, as where load balancers name their workers.
# resumelb.zookeeper.connect=

## Node of this pool.
# resumelb.zookeeper.path=/resumelb

## After so many milliseconds without a sign of life, ZooKeeper drops this worker's node.
# resumelb.zookeeper.sessionTimeout=10000

## File with scheme:credentials, such as digest:user:password.
# resumelb.zookeeper.credentialsFile=

## Host and port to register; empty and 0 for those by which the connector is reached.
# resumelb.worker.host=
# resumelb.worker.port=0

## Version of the application, any text, for load balancers in single-version mode; and what people should know.
# resumelb.worker.version=
# resumelb.worker.description=

## Context path of the application.
# resumelb.worker.context=/

## How load balancers send requests: http/1.1, h2c (needs the module http2c) or h2 (with https and http2).
# resumelb.worker.protocol=http/1.1

## Stopping: unregistered, the worker serves on until no load balancer has sent a request for so many milliseconds,
## at most ten times that; then running requests have jetty.server.stopTimeout milliseconds to finish.
# resumelb.worker.stopGrace=1000

## Whether to install the résumé filter in all webapps; then its token file and management path, if not the default.
# resumelb.worker.installFilter=false
# resumelb.worker.tokenFile=
# resumelb.worker.managementPath=/.resumelb
