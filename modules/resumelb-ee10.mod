# The load balancer's classes and their context. Enabled by the module resumelb, which has the settings.

[description]
The proxy servlet of the module resumelb, in the environment ee10.

[tags]
internal
resumelb

[environment]
ee10

[depend]
server
client
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
lib/http2/jetty-http2-common-${jetty.version}.jar
lib/http2/jetty-http2-hpack-${jetty.version}.jar
lib/resumelb/http2/*.jar

[xml]
etc/resumelb.xml
