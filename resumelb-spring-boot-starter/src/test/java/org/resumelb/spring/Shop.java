package org.resumelb.spring;

import java.util.concurrent.Callable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** An application that knows nothing of load balancers. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@RestController
class Shop {
    @GetMapping("/page")
    String page() {
        return "page";
    }

    @GetMapping("/later")
    Callable<String> later() {
        return () -> "later";
    }
}
