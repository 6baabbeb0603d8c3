package exchange.api.rest;

import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.web.reactive.config.WebFluxConfigurer;

/** How requests are read. */
@Configuration(proxyBeanMethods = false)
class RestConfiguration implements WebFluxConfigurer {
  /** Largest body, in bytes; the sentence of {@code PAYLOAD_TOO_LARGE} names it. */
  static final int MOST_BYTES = 256 * 1024;

  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  JsonMapperBuilderCustomizer strictJson() {
    return StrictJson::configure;
  }

  @Override
  public void configureHttpMessageCodecs(ServerCodecConfigurer configurer) {
    configurer.defaultCodecs().maxInMemorySize(MOST_BYTES);
  }
}
