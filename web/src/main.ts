import './main.css'
import ui from '@nuxt/ui/vue-plugin'
import { createApp } from 'vue'
import App from './App.vue'
import { router } from './router'
import { i18n } from './shared/i18n'

createApp(App).use(router).use(ui).use(i18n).mount('#app')
