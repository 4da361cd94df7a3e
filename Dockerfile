# syntax=docker/dockerfile:1

FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
# Not "npm ci": see "Supported platforms" in README.md.
RUN npm install --no-audit --no-fund
COPY tsconfig.json ormconfig.ts ./
COPY src ./src
RUN npm run build && npm prune --omit=dev --no-audit --no-fund

FROM node:20-bookworm-slim
LABEL org.opencontainers.image.title="Muster" org.opencontainers.image.licenses="Apache-2.0"
ENV NODE_ENV=production MUSTER_HOST=0.0.0.0
WORKDIR /app
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json schema.graphql LICENSE ./
RUN mkdir data && chown node:node data
USER node
VOLUME /app/data
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.MUSTER_PORT || 4000}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Node takes SIGTERM itself: the server finishes what it acknowledged and stops.
# The young generation: see docs/operations.md, "What it can bear".
CMD ["node", "--max-semi-space-size=128", "dist/src/cli/main.cjs", "serve"]
