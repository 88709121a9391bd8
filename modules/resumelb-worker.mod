# Makes the server a worker: registers it in ZooKeeper, and if asked installs the résumé filter in its ee10 webapps.

[description]
Registers this server as a worker of resumelb, with its real port; can install the résumé filter in all webapps.

[version]
12.1

[tags]
proxy
resumelb

[depend]
server
graceful
logging
resumelb-worker-ee10

[lib]
lib/resumelb/core/*.jar

[ini-template]
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

## Host to register; when empty, what the connector is bound to, or else the address from which this machine speaks
## to ZooKeeper. (a host name or an IP address)
# resumelb.worker.host=

## Port to register; 0 for the connector's real port, also where that was chosen by the system. (a whole number from
## 0 to 65535)
# resumelb.worker.port=0

## Version of the application, for load balancers in single-version mode. (text)
# resumelb.worker.version=

## What people should know of this worker. (text)
# resumelb.worker.description=

## Context path of the application. (/ or a path like /context)
# resumelb.worker.context=/

## How load balancers send requests: http/1.1, h2c (needs the module http2c) or h2 (needs https and http2).
## (http/1.1, h2c or h2)
# resumelb.worker.protocol=http/1.1

## Milliseconds without a request after which load balancers are taken to have noticed that the worker stops; it
## waits for that at most ten times as long. 0 waits for nothing. (a whole number from 0 to 600000)
# resumelb.worker.stopGrace=1000

## Whether to put the résumé filter in front of each ee10 webapp. (true or false)
# resumelb.worker.installFilter=false

## File with the secret that the installed filter asks load balancers for. (a path of a file)
# resumelb.worker.tokenFile=

## Management path of the installed filter. (a path like /.resumelb)
# resumelb.worker.managementPath=/.resumelb
