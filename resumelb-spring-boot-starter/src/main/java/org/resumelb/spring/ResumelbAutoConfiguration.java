package org.resumelb.spring;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import org.resumelb.servlet.ResumeFilter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingFilterBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/**
 * Puts the résumé filter before all others in a servlet application, configured by the properties {@code resumelb.*},
 * unless the application defines a {@link ResumeFilter} of its own or {@code resumelb.enabled} is false.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnProperty(prefix = "resumelb", name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties(ResumelbProperties.class)
public final class ResumelbAutoConfiguration {
    /** For Spring. */
    public ResumelbAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingFilterBean
    FilterRegistrationBean<ResumeFilter> resumelbFilter(ResumelbProperties properties) {
        FilterRegistrationBean<ResumeFilter> filter = new FilterRegistrationBean<>(new ResumeFilter());
        filter.setName("resumelb");
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        filter.addUrlPatterns("/*");
        filter.setDispatcherTypes(DispatcherType.REQUEST);
        filter.setAsyncSupported(true);
        filter.setInitParameters(properties.initParameters());
        return filter;
    }

    @Bean
    Retirement resumelbRetirement(ObjectProvider<ServletContext> context) {
        return new Retirement(context);
    }
}
