package exchange.api.rest;

import exchange.api.wire.NewEvidence;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ResolvableType;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.codec.json.JacksonJsonDecoder;
import org.springframework.util.MimeType;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Evidence may be larger than any other body. */
@Configuration(proxyBeanMethods = false)
class EvidenceBodies implements WebFluxConfigurer {
  /** A file of 1 MiB in base64, and what is said of it. */
  private static final int MOST_BYTES = (1 << 20) * 4 / 3 + (16 << 10);

  private final JsonMapper json;

  EvidenceBodies(JsonMapper json) {
    this.json = json;
  }

  @Override
  public void configureHttpMessageCodecs(ServerCodecConfigurer configurer) {
    configurer.customCodecs().register(new Decoder(json));
  }

  private static final class Decoder extends JacksonJsonDecoder {
    Decoder(JsonMapper json) {
      super(json);
      setMaxInMemorySize(MOST_BYTES);
    }

    @Override
    public boolean canDecode(ResolvableType type, @Nullable MimeType mediaType) {
      return type.resolve() == NewEvidence.class && super.canDecode(type, mediaType);
    }
  }
}
