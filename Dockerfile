# syntax=docker/dockerfile:1
FROM node:22-slim AS build
WORKDIR /src
COPY . .
RUN npm ci --no-audit --no-fund && npm pack --ignore-scripts --pack-destination /tmp \
  && mkdir /package && tar --extract --gzip --file /tmp/cloudsplaining-*.tgz --directory /package --strip-components 1

# Nothing of the build but the package, which needs no other, and no right to write into it.
FROM node:22-slim
ENV NODE_ENV=production
COPY --from=build /package /opt/cloudsplaining
WORKDIR /work
USER node
ENTRYPOINT ["node", "/opt/cloudsplaining/dist/cli/main.js"]
CMD ["--help"]
