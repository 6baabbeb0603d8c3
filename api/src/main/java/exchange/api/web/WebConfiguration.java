package exchange.api.web;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.server.i18n.LocaleContextResolver;

/** How pages are shown. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {
  @Bean
  LocaleContextResolver localeContextResolver() {
    return new Language();
  }
}
