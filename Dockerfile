# docker build -t articled .
# docker run --read-only -p 127.0.0.1:8080:8080 -v articles:/data articled
FROM debian:bookworm-slim AS build
WORKDIR /source
# First what changes seldom, so that it is kept.
COPY dev .
RUN ./dev deps
COPY . .
RUN ./dev build && strip -o /articled build/articled

FROM debian:bookworm-slim
RUN apt-get -q update \
    && apt-get -qy --no-install-recommends install \
        ca-certificates libcurl4 libjansson4 libmd4c0 libmicrohttpd12 libsqlite3-0 libssl3 libzstd1 zlib1g \
    && rm -rf /var/lib/apt/lists/* \
    && install -d -o 65532 -g 65532 /data
COPY --from=build /articled /usr/local/bin/articled
USER 65532:65532
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=3s --start-period=5s CMD ["articled", "health"]
# Whoever reaches the port may read and write: publish it to 127.0.0.1 alone.
CMD ["articled", "serve", "--listen", "0.0.0.0:8080", "--data", "/data", "--no-auth"]
