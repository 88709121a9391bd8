# A ZooKeeper server inside this server, for a first try without another process.

[description]
Runs a ZooKeeper server inside this server, for a first try of resumelb without another process.

[tags]
resumelb

[depend]
server
logging
resumelb-zookeeper-ee10

[ini]
resumelb.zookeeper.connect?=127.0.0.1:2181

[ini-template]
## Address and port that the ZooKeeper server listens on; resumelb.zookeeper.connect must name the port too.
# resumelb.zookeeper.server.host=127.0.0.1
# resumelb.zookeeper.server.port=2181

## Folder with its data.
# resumelb.zookeeper.server.dataDir=resumelb-zookeeper
