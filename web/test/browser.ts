import '../src/main.css'
