# The load balancer's classes and their context. Enabled by the module resumelb, which has the settings.

[description]
The proxy servlet of the module resumelb, in the environment ee10.

[version]
12.1

[tags]
internal
resumelb

[environment]
ee10

[depend]
server
client
http2-client-transport
jmx
logging
ee10-servlet
ee10-security

[before]
ee10-deploy

[lib]
lib/jetty-ee10-proxy-${jetty.version}.jar
lib/resumelb/*.jar
lib/resumelb/zookeeper/*.jar
lib/resumelb/metrics/*.jar
lib/resumelb/opentelemetry/*.jar

[xml]
etc/resumelb.xml
